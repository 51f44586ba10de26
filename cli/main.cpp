#include "cli/attention_command.h"
#include "cli/common/program.h"
#include "cli/complete_command.h"
#include "cli/doctor_command.h"
#include "cli/generate_command.h"
#include "cli/index_command.h"
#include "cli/lsp_command.h"
#include "cli/predict_command.h"
#include "cli/search_command.h"
#include "cli/why_command.h"

int main(int argc, char** argv) {
  using namespace treewright::cli;
  return run_program(
      "treewright", "treewright: from the comment at the cursor to code that is valid where it stands",
      {add_lsp_command, add_complete_command, add_generate_command, add_attention_command,
       add_predict_command, add_index_command, add_search_command, add_why_command, add_doctor_command},
      argc, argv);
}
