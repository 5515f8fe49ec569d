#!/bin/sh
# Applies an overlay so that nobody calls a service that is older than itself: the schemas of the stores, then memory and llm, then
# rag and its workers, then the gateway, each ready before the next one is touched.
#   deploy/k8s/upgrade.sh OVERLAY [--back]
# --back: the other way round, for the overlay of the version before. WAIT (600s): how long one Deployment may take.
set -eu
overlay=${1:?usage: upgrade.sh OVERLAY [--back]}
back=${2:-}
[ -z "$back" ] || [ "$back" = --back ] || { echo "usage: upgrade.sh OVERLAY [--back]" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kubectl kustomize "$overlay" >"$work/all.yaml"
# One file for each Deployment and Job of ours, one for everything else.
awk -v dir="$work" '
  function flush() {
    if (text == "") return
    file = dir "/rest.yaml"
    if (kind ~ /^(Deployment|Job)$/ && name ~ /^(memory|llm|rag|rag-worker|gateway|migrate|models|smoke)$/) file = dir "/" name ".yaml"
    printf "---\n%s", text >>file
    close(file)
    text = kind = name = ""
  }
  /^---$/ {flush(); next}
  /^kind: / {kind = $2}
  /^metadata:$/ {inside = 1}
  /^[a-z]/ && !/^metadata:$/ {inside = 0}
  inside && /^  name: / {name = $2}
  {text = text $0 "\n"}
  END {flush()}' "$work/all.yaml"
namespace=$(sed -n 's/^  namespace: //p' "$work/all.yaml" | head -n 1)
say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*"; }
# A Job cannot be changed, so one of before is removed first.
job() {
  [ -f "$work/$1.yaml" ] || return 0
  kubectl -n "$namespace" delete job "$1" --ignore-not-found >/dev/null
  kubectl apply -f "$work/$1.yaml" >/dev/null
  say "Job $1"
}
roll() {
  for name in "$@"; do [ ! -f "$work/$name.yaml" ] || kubectl apply -f "$work/$name.yaml" >/dev/null; done
  for name in "$@"; do
    [ -f "$work/$name.yaml" ] || continue
    kubectl -n "$namespace" rollout status "deploy/$name" --timeout="${WAIT:-600s}" >/dev/null ||
      { echo "$name is not ready: kubectl -n $namespace describe deploy/$name; kubectl -n $namespace logs deploy/$name" >&2; exit 1; }
    say "$name is ready"
  done
}

kubectl apply -f "$work/rest.yaml" >/dev/null
say "$namespace: everything but the Deployments is applied"
if [ "$back" = --back ]; then
  roll gateway
  roll rag rag-worker
  roll memory llm
else
  job models
  job migrate
  [ ! -f "$work/migrate.yaml" ] || kubectl -n "$namespace" wait --for=condition=Complete job/migrate --timeout="${WAIT:-600s}" >/dev/null ||
    { echo "The stores were not migrated, nothing was rolled: kubectl -n $namespace logs job/migrate --all-containers" >&2; exit 1; }
  roll memory llm
  roll rag rag-worker
  roll gateway
fi
job smoke
