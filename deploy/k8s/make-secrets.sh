#!/bin/sh
# Makes the Secrets that deploy/k8s/base names, with random keys, in a namespace; those that exist stay as they are.
#   deploy/k8s/make-secrets.sh NAMESPACE [--stores]
# --stores makes those of the stores in overlays/quickstart too. For stores of your own, `mongo`, `milvus` and `redis` hold addresses
# and passwords that only you know:
#   kubectl -n NAMESPACE create secret generic mongo --from-literal=MONGO_URI=mongodb://…
set -eu
namespace=${1:?usage: make-secrets.sh NAMESPACE [--stores]}
stores=${2:-}
[ -z "$stores" ] || [ "$stores" = --stores ] || { echo "usage: make-secrets.sh NAMESPACE [--stores]" >&2; exit 2; }
# Letters and digits alone: they stand in addresses and configuration files as they are.
key() { openssl rand -base64 72 | tr -d '\n=+/' | cut -c1-48; }
has() { kubectl -n "$namespace" get secret "$1" >/dev/null 2>&1; }
make() {
  name=$1
  shift
  # Through stdin: an argument can be read by every process of the machine.
  { printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\nstringData:\n' "$name"
    for pair in "$@"; do printf '  %s: "%s"\n' "${pair%%=*}" "${pair#*=}"; done
  } | kubectl -n "$namespace" create -f -
}
# all NAME…: whether all of them have to be made; fails when only some are there, since they hold the same keys.
all() {
  missing=''
  for name in "$@"; do has "$name" || missing="$missing $name"; done
  [ -n "$missing" ] || { echo "The Secrets $* of $namespace exist." >&2; return 1; }
  [ "$missing" = " $*" ] || { echo "Of $* only$missing is missing: they hold the same keys. Copy it from the others, or delete them all." >&2; exit 1; }
}

kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f - >/dev/null 2>&1 || true
if all gateway llm rag memory; then
  gateway=$(key)
  rag=$(key)
  make gateway "JWT_SECRET_KEY=$(key)" "INTERNAL_API_KEYS=gateway:$gateway"
  make llm "INTERNAL_API_KEYS=gateway:$gateway,rag:$rag"
  make rag "INTERNAL_API_KEYS=gateway:$gateway,rag:$rag"
  make memory "INTERNAL_API_KEYS=gateway:$gateway"
fi
[ "$stores" = --stores ] || exit 0
if all mongo mongo-server; then
  mongo=$(key)
  make mongo-server "MONGO_INITDB_ROOT_USERNAME=collabry" "MONGO_INITDB_ROOT_PASSWORD=$mongo"
  make mongo "MONGO_URI=mongodb://collabry:$mongo@mongo:27017/?authSource=admin"
fi
if all milvus milvus-server; then
  milvus=$(key)
  make milvus-server "COMMON_SECURITY_DEFAULTROOTPASSWORD=$milvus"
  make milvus "MILVUS_ADDRESS=milvus:19530" "MILVUS_TOKEN=root:$milvus"
fi
if all redis redis-server; then
  redis=$(key)
  # Limits alone are kept there: nothing of it has to survive a restart.
  make redis-server "redis.conf=requirepass $redis\\nsave ''\\nmaxmemory 256mb\\nmaxmemory-policy volatile-ttl\\n"
  make redis "REDIS_URL=redis://:$redis@redis:6379"
fi
