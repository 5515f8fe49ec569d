#!/bin/sh
# Makes the Secrets that deploy/k8s/base names, with random keys, in a namespace; those that exist stay as they are.
#   deploy/k8s/make-secrets.sh NAMESPACE
# The stores' own Secrets (mongo, milvus, redis) hold addresses and passwords that only you know: docs/operating.md.
set -eu
namespace=${1:?usage: make-secrets.sh NAMESPACE}
key() { openssl rand -base64 48 | tr -d '\n=+/'; }
has() { kubectl -n "$namespace" get secret "$1" >/dev/null 2>&1; }
make() {
  name=$1
  shift
  # Through stdin: an argument can be read by every process of the machine.
  { printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\nstringData:\n' "$name"
    for pair in "$@"; do printf '  %s: "%s"\n' "${pair%%=*}" "${pair#*=}"; done
  } | kubectl -n "$namespace" create -f -
}

kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f - >/dev/null 2>&1 || true
missing=''
for name in gateway llm rag memory; do has "$name" || missing="$missing $name"; done
[ -n "$missing" ] || { echo "The Secrets of $namespace exist." >&2; exit 0; }
[ "$missing" = ' gateway llm rag memory' ] || { echo "Only$missing is missing: keys of callers must be the same in all four; copy them from the others." >&2; exit 1; }
gateway=$(key)
rag=$(key)
make gateway "JWT_SECRET_KEY=$(key)" "INTERNAL_API_KEYS=gateway:$gateway"
make llm "INTERNAL_API_KEYS=gateway:$gateway,rag:$rag"
make rag "INTERNAL_API_KEYS=gateway:$gateway,rag:$rag"
make memory "INTERNAL_API_KEYS=gateway:$gateway"
