#pragma once
// Why a model would write some code: what each token looks at, read from the network itself.

#include "engine/decode/written_code.h"
#include "engine/model/model_folder.h"

namespace treewright::decode {

/// Generator::explain. `grammar` of a tree decoder; null: a token decoder.
[[nodiscard]] engine::Explained explain(const model::LoadedModel& model, const syntax::Language& language,
                                        const TreeGrammar* grammar, const engine::Request& request,
                                        std::string_view code);

}  // namespace treewright::decode
