#include "cli/common/program.h"
#include "lab/cli/bench_command.h"
#include "lab/cli/compare_command.h"
#include "lab/cli/corpus_command.h"
#include "lab/cli/eval_command.h"
#include "lab/cli/eval_index_command.h"
#include "lab/cli/soak_command.h"
#include "lab/cli/train_command.h"

int main(int argc, char** argv) {
  using namespace treewright::cli;
  return run_program("treewright-lab", "treewright-lab: makes treewright's models, and measures them",
                     {add_train_command, add_eval_command, add_eval_index_command, add_compare_command,
                      add_corpus_command, add_bench_command, add_soak_command},
                     argc, argv);
}
