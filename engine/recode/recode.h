#pragma once
// ReCode (Hayati et al. 2018): code of examples with similar descriptions guides the decoder.

#include <memory>

#include "engine/recode/action_encoder.h"
#include "engine/recode/example_index.h"
#include "engine/recode/subtrees.h"

namespace treewright::recode {

/// Immutable: one for all requests and threads.
class Recode {
 public:
  Recode(std::vector<Example> examples, std::unique_ptr<const ActionEncoder> encoder,
         const RecodeOptions& options);

  /// The guidance for a request, by the most similar of the own and of `more` examples; null where there are
  /// none. `source` is the request's encoding. Examples that the decoder cannot write guide nothing.
  [[nodiscard]] std::unique_ptr<grammar::Guidance> guide(std::string_view description,
                                                         const text::EncodedSource& source,
                                                         const std::vector<Example>& more = {}) const;

 private:
  struct Guide {
    Example example;
    double similarity = 0;
  };
  [[nodiscard]] std::vector<Guide> find(std::string_view description, const std::vector<Example>& more) const;

  ExampleIndex index_;
  std::unique_ptr<const ActionEncoder> encoder_;
  RecodeOptions options_;
};

}  // namespace treewright::recode
