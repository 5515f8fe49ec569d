#!/bin/sh
# Brings a backup of the component `backup` back: stops what writes, restores, starts it again.
#   deploy/k8s/restore.sh NAMESPACE [FILE]        the newest file unless one is named (kubectl logs job/backup-… lists them)
# Everything that was written after the backup is lost. Until the workers have embedded a document again, search does not find it.
set -eu
namespace=${1:?usage: restore.sh NAMESPACE [FILE]}
file=${2:-collabry-*.gz}
case $file in */* | *[!A-Za-z0-9.*-]*) echo "FILE is the name of a file of the volume, without its folder." >&2; exit 2 ;; esac
writers='gateway rag rag-worker memory'
k() { kubectl -n "$namespace" "$@"; }
there=''
for name in $writers; do
  count=$(k get deploy "$name" -o 'jsonpath={.spec.replicas}' 2>/dev/null) || continue
  there="$there $name=$count"
done
start() { for pair in $there; do k scale "deploy/${pair%=*}" --replicas="${pair#*=}" >/dev/null; done; }
trap start EXIT
for pair in $there; do k scale "deploy/${pair%=*}" --replicas=0 >/dev/null; done
for pair in $there; do
  # Not ready and gone are two things: a pod that drains still writes.
  k wait --for=delete pod -l "app.kubernetes.io/name=${pair%=*}" --timeout=300s >/dev/null
done
echo "stopped:$there"
job=restore-$(date +%s)
k create job "$job" --from=cronjob/restore --dry-run=client -o yaml | sed "s/collabry-\*\.gz/$file/" | k apply -f - >/dev/null
until [ "$(k get job "$job" -o 'jsonpath={.status.succeeded}')" = 1 ]; do
  [ -z "$(k get job "$job" -o 'jsonpath={.status.conditions[?(@.type=="Failed")].status}')" ] || { k logs "job/$job" --tail=20; echo 'not restored' >&2; exit 1; }
  sleep 2
done
k logs "job/$job" --tail=20
start
for pair in $there; do k rollout status "deploy/${pair%=*}" --timeout=600s >/dev/null; done
trap - EXIT
echo 'restored, and started again'
