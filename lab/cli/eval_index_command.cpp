#include "lab/cli/eval_index_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/common/interrupt.h"
#include "cli/common/model_flags.h"
#include "cli/common/output.h"
#include "cli/common/progress.h"
#include "cli/common/workspace.h"
#include "lab/evaluate/bootstrap.h"
#include "lab/evaluate/evaluated_workspace.h"

namespace treewright::cli {
namespace {

namespace fs = std::filesystem;
using lab::EvaluatedSite;
using lab::EvaluatedWorkspace;

struct Flags {
  ModelFlags model;
  engine::GeneratorOptions decoding;
  std::string folder;
  std::size_t sites = 100;
  bool search_only = false;
};

/// Of all sites of all workspaces, in one order.
struct Figures {
  std::size_t workspaces = 0, entries = 0, sites = 0;
  std::array<std::vector<double>, lab::searcher_names.size()> ranks;  // by searcher, of sites with likes
  struct Suggestions {
    std::vector<double> exact, similarity;
  };
  Suggestions without, with;
};

std::vector<fs::path> workspaces_of(const std::string& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_directory(error)) found.push_back(entry.path());
  if (found.empty()) fail({folder + ": has no folders; name one whose subfolders are workspaces"});
  std::ranges::sort(found);
  return found;
}

void add(Figures::Suggestions& all, const lab::SuggestionScore& score) {
  all.exact.push_back(score.exact);
  all.similarity.push_back(score.similarity);
}

void add_site(const EvaluatedWorkspace& workspace, const EvaluatedSite& site,
              const engine::Generator* generator, const std::stop_token& stop, Figures& figures) {
  const auto ranks = workspace.search(site);
  if (!ranks) fail(ranks.error());
  if (*ranks) {
    for (std::size_t i = 0; i < figures.ranks.size(); ++i) figures.ranks[i].push_back((**ranks)[i]);
  }
  if (generator == nullptr) return;
  add(figures.without, workspace.suggest(site, *generator, false, stop));
  add(figures.with, workspace.suggest(site, *generator, true, stop));
}

/// What each site is asked with.
struct Asked {
  std::shared_ptr<const embed::Embedder> embedder;
  std::optional<engine::Generator> generator;  ///< none: searches only
};

void add_workspace(const fs::path& folder, const Flags& flags, const Asked& asked,
                   const std::stop_token& stop, Figures& figures) {
  const syntax::Language& language = *syntax::language_by_id("python");
  const auto workspace = EvaluatedWorkspace::open(folder, language, asked.embedder, stop);
  if (!workspace) fail(workspace.error());
  const auto sites = (*workspace)->sites(flags.sites);
  ++figures.workspaces;
  figures.entries += (*workspace)->entries();
  figures.sites += sites.size();
  Progress progress(sites.size(), "sites of " + folder.filename().string());
  for (const EvaluatedSite& site : sites) {
    if (stop.stop_requested()) fail({"interrupted: no figures"});
    add_site(**workspace, site, asked.generator ? &*asked.generator : nullptr, stop, figures);
    progress.step();
  }
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

std::string difference_text(const std::vector<double>& first, const std::vector<double>& second) {
  const auto found = lab::paired_bootstrap(first, second);
  return fmt::format("{:+.4f}, 95 % of 1000 samples in {:+.4f} to {:+.4f}, p = {:.3f}", found.value,
                     found.low, found.high, found.not_above);
}

void print_search(const Figures& figures) {
  std::cout << fmt::format("MRR@10 of entries with like code ({} of {} sites have some)\n",
                           figures.ranks[0].size(), figures.sites);
  for (std::size_t i = 0; i < figures.ranks.size(); ++i) {
    std::cout << fmt::format("  {:<16}{:8.4f}", lab::searcher_names[i], mean(figures.ranks[i]));
    if (i > 0) std::cout << "   " << difference_text(figures.ranks[0], figures.ranks[i]);
    std::cout << '\n';
  }
}

void print_suggestions(const char* title, const std::vector<double>& without,
                       const std::vector<double>& with) {
  const double before = mean(without), after = mean(with);
  const std::string ratio = before > 0 ? fmt::format("{:.2f}", after / before) : "-";
  std::cout << fmt::format("  {:<16}{:8.4f}{:8.4f}{:>8}   {}\n", title, before, after, ratio,
                           difference_text(without, with));
}

void print_text(const Figures& figures) {
  std::cout << fmt::format("{} workspaces, {} entries, {} sites\n", figures.workspaces, figures.entries,
                           figures.sites);
  print_search(figures);
  if (figures.with.exact.empty()) return;
  std::cout << fmt::format("first suggestion   without    with   ratio   difference\n");
  print_suggestions("exact match", figures.without.exact, figures.with.exact);
  print_suggestions("edit similarity", figures.without.similarity, figures.with.similarity);
}

void run(const Flags& flags) {
  const std::vector<fs::path> folders = workspaces_of(flags.folder);
  auto embedder = load_embedder();
  if (!embedder) fail(embedder.error());
  Asked asked{*std::move(embedder), std::nullopt};
  if (asked.embedder == nullptr) fail({"models/sentence-vectors: no such folder; it is searched with"});
  if (!flags.search_only) asked.generator = load_model(flags.model, flags.decoding);
  const auto stop = stop_on_interrupt();
  Figures figures;
  for (const fs::path& folder : folders) add_workspace(folder, flags, asked, stop, figures);
  print_text(figures);
}

}  // namespace

void add_eval_index_command(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand(
      "eval-index",
      "How much workspaces' indexes help: each comment is asked about as if its code were not there");
  command->add_option("folder", flags->folder, "its subfolders are the workspaces")->required();
  command->add_option("--sites", flags->sites, "of one workspace, evenly spread")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_flag("--search-only", flags->search_only, "generate nothing");
  add_model_flags(*command, flags->model);
  add_decoding_flags(*command, flags->decoding);
  command->callback([flags] { run(*flags); });
}

}  // namespace treewright::cli
