#pragma once
// The constraint that a language's own LR tables make: every allowed prefix can become whole statements, and
// the rendered whole parses without ERROR and MISSING nodes.

#include <memory>

#include "engine/grammar/constraint.h"
#include "engine/syntax/language.h"

namespace treewright::grammar {

class LrConstraint final : public Constraint {
 public:
  explicit LrConstraint(const syntax::Language& language);
  ~LrConstraint() override;
  [[nodiscard]] Terminal terminal(const text::Token& token) const override;
  [[nodiscard]] const syntax::Language* language() const override { return &language_; }
  [[nodiscard]] std::unique_ptr<Session> begin(const engine::Surroundings& surroundings) const override;

 private:
  struct Tables;
  const syntax::Language& language_;
  std::shared_ptr<const Tables> tables_;  ///< shared with sessions, which may outlive the constraint
};

}  // namespace treewright::grammar
