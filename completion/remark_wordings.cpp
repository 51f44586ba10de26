// Remarks that are known by their wording: each rule knows one kind.
#include <algorithm>
#include <array>

#include "completion/remark.h"
#include "support/text.h"

namespace treewright::completion {
namespace {

constexpr std::string_view reasons[] = {
    "because",     "so that ",       "due to ",         "on purpose",      "workaround",
    "work around", "intentional",    "deliberate",      "backward compat", "backwards compat",
    "for compat",  "for historical", "for performance", "for the sake of", "in case of ",
    "hence",       "therefore",      "that is why",     "that's why",      "which is why",
    "the reason"};
constexpr std::string_view weak_verbs[] = {"use",    "keep", "keeps", "leave",  "leaves",  "avoid", "make",
                                           "ensure", "try",  "force", "ignore", "prevent", "allow", "allows",
                                           "do",     "let",  "need",  "needs",  "set",     "import"};

bool is_reason(const Remark& remark) {
  if (remark.starts_with_any(std::array<std::string_view, 3>{"because", "since ", "why "})) return true;
  const bool weak = is_one_of(weak_verbs, remark.first_word());
  return remark.has_any(reasons) && (!remark.is_imperative() || weak);
}

constexpr std::string_view negative_starts[] = {
    "do not ",    "don't ",    "dont ",         "never ",          "no need ",    "no longer",  "avoid ",
    "not needed", "not used",  "not supported", "not implemented", "not thread",  "not safe",   "unused",
    "cannot ",    "can't ",    "can not ",      "must not ",       "should not ", "shouldn't ", "won't ",
    "doesn't ",   "does not ", "isn't ",        "is not ",         "not yet"};
constexpr std::string_view negations[] = {"doesn't",  "don't",  "cannot", "can't",  "won't",
                                          "wouldn't", "didn't", "isn't",  "aren't", "wasn't",
                                          "couldn't", "hasn't", "haven't"};
constexpr std::string_view negated[] = {"does", "do", "did", "will", "would", "can", "could", "has", "have"};
constexpr std::string_view conditions[] = {"that",  "which",  "who",   "whose", "if",      "when", "whenever",
                                           "where", "unless", "while", "until", "whether", "but",  "with"};

/// "isinstance does not work here", "do not touch". "return those that do not match" is a request.
bool is_negative(const Remark& remark) {
  if (remark.is_docstring) return false;
  if (remark.starts_with_any(negative_starts)) return true;
  if (remark.is_imperative()) return false;
  if (is_one_of(conditions, remark.first_word())) return false;
  for (std::size_t i = 1; i < remark.words.size() && !is_one_of(conditions, remark.words[i]); ++i) {
    if (is_one_of(negations, remark.words[i])) return true;
    if (remark.words[i] == "not" && is_one_of(negated, remark.words[i - 1])) return true;
  }
  return false;
}

constexpr std::string_view plain_fact_starts[] = {"default:",     "defaults:",   "defaults to",
                                                  "example:",     "examples:",   "usage:",
                                                  "fall through", "fallthrough", "returns nothing"};
constexpr std::string_view fact_starts[] = {"we ",
                                            "we're ",
                                            "we've ",
                                            "they ",
                                            "it ",
                                            "it's ",
                                            "its ",
                                            "this ",
                                            "these ",
                                            "those are",
                                            "there is",
                                            "there are",
                                            "there's",
                                            "here ",
                                            "that's ",
                                            "that is",
                                            "you ",
                                            "i ",
                                            "i'm ",
                                            "our ",
                                            "he ",
                                            "she ",
                                            "callers ",
                                            "caller ",
                                            "someone ",
                                            "nobody ",
                                            "everyone ",
                                            "historically",
                                            "technically",
                                            "unfortunately",
                                            "usually",
                                            "normally",
                                            "currently",
                                            "apparently",
                                            "actually",
                                            "obviously",
                                            "sadly",
                                            "basically",
                                            "deprecated",
                                            "legacy",
                                            "internal",
                                            "experimental",
                                            "kept ",
                                            "used ",
                                            "called ",
                                            "needed ",
                                            "required ",
                                            "inherited",
                                            "overridden",
                                            "assumes ",
                                            "assuming ",
                                            "supports ",
                                            "mostly ",
                                            "maybe ",
                                            "perhaps ",
                                            "probably ",
                                            "hmm",
                                            "oops",
                                            "sigh",
                                            "ugh",
                                            "wtf",
                                            "but ",
                                            "however",
                                            "although",
                                            "even though",
                                            "e.g.",
                                            "i.e.",
                                            "thanks",
                                            "beware",
                                            "careful",
                                            "be careful",
                                            "warning",
                                            "temporary hack",
                                            "temporary fix",
                                            "temporary solution",
                                            "temporarily",
                                            "hacky",
                                            "magic",
                                            "guaranteed",
                                            "only used",
                                            "only called",
                                            "same as above",
                                            "ditto",
                                            "noop",
                                            "no-op",
                                            "placeholder",
                                            "should never",
                                            "should not happen",
                                            "safe to",
                                            "good enough",
                                            "works ",
                                            "tested on",
                                            "tested with",
                                            "must be called",
                                            "must be kept",
                                            "must come",
                                            "has to be",
                                            "have to ",
                                            "needs to ",
                                            "in theory",
                                            "in practice",
                                            "by convention",
                                            "by design",
                                            "for now",
                                            "for some reason",
                                            "as of ",
                                            "as a result",
                                            "nothing else",
                                            "the following",
                                            "everything below",
                                            "everything above",
                                            "taken "};
constexpr std::string_view fact_parts[] = {
    " already",     " anyway",       " for now",       " historically", " legacy ",    "deprecated",
    "obsolete",     " upstream",     "flaky",          " slow ",        " slower",     " faster",
    "is expensive", "too expensive", "race condition", "thread-safe",   "thread safe", " on windows",
    " on linux",    " on macos",     "python 2",       "python 3",      " too slow",   " no longer",
    " still ",      " as expected",  " at this point", " these days"};
constexpr std::string_view states[] = {
    "held",      "sent",      "done",      "made",    "kept",  "known",       "given",     "built",
    "written",   "run",       "shared",    "called",  "used",  "needed",      "required",  "guaranteed",
    "expected",  "assumed",   "handled",   "managed", "owned", "cached",      "measured",  "documented",
    "generated", "protected", "supported", "here",    "there", "responsible", "important", "fine",
    "ok",        "safe",      "slow",      "always",  "never", "only",        "just",      "intended",
    "correct",   "wrong",     "broken"};
// People who speak of themselves and each other explain; so does who needs many words and does not begin with
// a wish.
constexpr std::string_view speakers[] = {"we", "you", "they", "i", "our", "your", "us"};
constexpr std::size_t most_words = 30;
constexpr std::string_view being[] = {"is", "are", "was", "were"};

/// A statement about the code or the world, whose subject comes first: "callers hold the lock already".
bool is_fact(const Remark& remark) {
  if (remark.is_docstring) return false;
  if (remark.starts_with_any(plain_fact_starts)) return true;
  if (remark.is_imperative()) return false;
  if (remark.starts_with_any(fact_starts)) return true;
  if (is_one_of(conditions, remark.first_word())) return false;
  if (remark.words.size() > most_words || remark.has_word(speakers)) return true;
  if (remark.has_any(fact_parts) && !remark.has_word(conditions)) return true;
  for (std::size_t i = 1; i + 1 < remark.words.size() && !is_one_of(conditions, remark.words[i]); ++i) {
    if (is_one_of(being, remark.words[i]) && is_one_of(states, remark.words[i + 1])) return true;
  }
  return false;
}

constexpr std::string_view question_starts[] = {
    "why ",    "should ", "shouldn't ", "could ",    "can ",   "can't ", "would ",     "do we",    "does any",
    "what if", "is this", "is it ",     "are these", "are we", "really", "what about", "how come", "???"};
constexpr std::string_view doubts[] = {"this",   "these",     "we",     "anyone",
                                       "needed", "necessary", "really", "still"};

/// "why is this slow?" "Is n prime?" names what shall be computed.
bool is_question(const Remark& remark) {
  if (remark.is_docstring || !trim(remark.description).ends_with('?')) return false;
  return remark.starts_with_any(question_starts) || remark.has_word(doubts) || remark.words.size() < 3;
}

constexpr std::string_view idle_words[] = {
    "ok",        "okay",     "done",     "wip",        "foo",     "bar",      "baz",     "debug",
    "debugging", "temp",     "tmp",      "noop",       "nop",     "stub",     "here",    "why",
    "yes",       "no",       "hm",       "test",       "testing", "etc",      "private", "public",
    "static",    "optional", "required", "deprecated", "unused",  "internal", "magic",   "hack",
    "todo",      "fixme",    "and",      "or",         "this",    "that"};

/// A word or two that wish for nothing, or no word at all.
bool is_idle(const Remark& remark) {
  if (remark.is_docstring) return false;
  const bool has_letter = std::ranges::any_of(remark.description, [](char c) { return is_letter(c); });
  return !has_letter || std::ranges::all_of(remark.words, [](const std::string& word) {
    return is_one_of(idle_words, word);
  });
}
constexpr RemarkRule wording_rules[] = {{"question", is_question},
                                        {"reason", is_reason},
                                        {"negative", is_negative},
                                        {"fact", is_fact},
                                        {"idle", is_idle}};

}  // namespace

std::optional<std::string_view> wording_rule(const Remark& remark) {
  return first_match(wording_rules, remark);
}

}  // namespace treewright::completion
