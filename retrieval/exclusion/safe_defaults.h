#pragma once
// What is left out whatever a user's rules say. Both lists are rules as gitignore(5) writes them.

#include <string_view>

namespace treewright::retrieval {

/// What is never read in any way: secrets, and where version control keeps them (an address with a password).
inline constexpr std::string_view secret_rules = R"(# secrets
.env*
*.env
*.pem
*.key
*.p8
*.p12
*.pfx
*.jks
*.keystore
*.kdbx
*.gpg
*.asc
*.ppk
*.crt
*.cer
*.der
*.csr
id_rsa*
id_dsa*
id_ecdsa*
id_ed25519*
.netrc
_netrc
.pgpass
.my.cnf
.npmrc
.pypirc
.htpasswd
.git-credentials
.vault-token
credentials.json
credentials.toml
credentials.yaml
credentials.yml
credentials.ini
*credentials*.json
*service-account*.json
*service_account*.json
client_secret*.json
secrets.json
secrets.toml
secrets.yaml
secrets.yml
secrets.ini
.secrets/
.aws/
.azure/
.gcloud/
.ssh/
.gnupg/
.kube/
.docker/
# version control
.git
.hg/
.svn/
.bzr/
.jj/
)";

/// What is not worth indexing: code that is nobody's own. Suggestions work there.
inline constexpr std::string_view foreign_rules = R"(# other people's code
node_modules/
bower_components/
jspm_packages/
vendor/
vendored/
_vendor/
third_party/
third-party/
thirdparty/
site-packages/
.venv/
venv/
.yarn/
# generated
__pycache__/
__generated__/
.tox/
.nox/
.eggs/
*.egg-info/
.mypy_cache/
.pytest_cache/
.ruff_cache/
.ipynb_checkpoints/
.gradle/
.next/
.nuxt/
.cache/
.terraform/
*_pb2.py
*_pb2_grpc.py
*_pb2.pyi
*.pb.go
*.pb.h
*.pb.cc
*.g.dart
*.min.js
*.min.mjs
*.min.cjs
*.min.css
*.bundle.js
*.map
*.pyc
)";

}  // namespace treewright::retrieval
