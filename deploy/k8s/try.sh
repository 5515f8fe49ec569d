#!/usr/bin/env bash
# Tries the manifests on a real cluster, and fails when something is not as it must be:
#   image    builds the image and gives it to the node
#   dev      overlays/dev: all ready, the smoke test passes through the Service
#   policies who reaches whom, tried with real connections
#   roll     two replicas of everything on MongoDB and Milvus: each service is restarted under 50 requests a second and 20
#            streams; no request may fail, no stream may be cut
#   scale    llm from one pod to three: calls reach all three within 60 s
#   hpa      the autoscaler on CPU: from two pods to four of gateway, memory and rag under that load; every new pod is called
#   schemas  every overlay against the API server, unknown fields included
#   deploy/k8s/try.sh [STEP…]         all of them in this order; KEEP=1 leaves the namespaces
# Needs REAL_SERVERS_DIR with cluster.sh (a one-node cluster that is up), and for roll, scale and hpa mongo.sh and milvus.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
cluster=${REAL_SERVERS_DIR:-../shared/real}/cluster.sh
image=collabry-ai-core:dev
work=$(mktemp -d)
# What runs beside this script ends with it, however it ends: its stdin is this pipe.
mkfifo "$work/alive"
exec 7<>"$work/alive"
eval "$("$cluster" env)"

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*"; }
die() { say "FAILED: $*"; exit 1; }
# Drops what this run has put into MongoDB and Milvus.
forget() {
  (cd test && bun -e '
    const name = process.argv[1]
    const { MongoClient } = await import("mongodb")
    const mongo = new MongoClient("mongodb://127.0.0.1:27017")
    await mongo.db(name).dropDatabase()
    await mongo.close()
    const { MilvusClient } = await import("@zilliz/milvus2-sdk-node")
    const milvus = new MilvusClient({ address: "127.0.0.1:19530" })
    const { data } = await milvus.showCollections()
    for (const one of data) if (one.name.startsWith(name)) await milvus.dropCollection({ collection_name: one.name })
    process.exit(0)' "$1") || true
}
finish() {
  exec 7>&-
  if [ "${KEEP:-0}" != 1 ]; then
    kubectl delete namespace collabry collabry-dev collabry-try collabry-try-clients --ignore-not-found --wait=false >/dev/null 2>&1 || true
  fi
  [ -z "${store:-}" ] || [ "${KEEP:-0}" = 1 ] || forget "$store"
  rm -rf "$work"
}
trap finish EXIT

build_image() {
  # What still runs has the image that the name meant before.
  kubectl delete namespace collabry collabry-dev collabry-try collabry-try-clients --ignore-not-found >/dev/null
  "$cluster" build-base
  "$cluster" build -t "$image" --build-arg "REVISION=$(git rev-parse HEAD)" -f Dockerfile . >"$work/build.log" 2>&1 || { tail -30 "$work/build.log"; die 'the image'; }
  say "image $image"
}

# clients: the pod from which everything is tried, and the scripted model.
clients() {
  kubectl create namespace collabry-try-clients --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  map() { kubectl -n collabry-try-clients create configmap "$1" --from-file="$2" --dry-run=client -o yaml | kubectl apply -f - >/dev/null; }
  map model packages/fake-ollama/src
  map smoke deploy/smoke
  map load deploy/k8s/try/load
  kubectl apply -f deploy/k8s/try/clients.yaml >/dev/null
  kubectl -n collabry-try-clients wait --for=condition=Ready pod/client --timeout=120s >/dev/null
  kubectl -n collabry-try-clients rollout status deploy/model --timeout=120s >/dev/null
}
client() { kubectl -n collabry-try-clients exec -i client -- "$@"; }

all_ready() {
  for name in $(kubectl -n "$1" get deploy -o name); do
    kubectl -n "$1" rollout status "$name" --timeout=300s >/dev/null || { kubectl -n "$1" get pods; kubectl -n "$1" logs "$name" --tail=20; die "$name of $1 is not ready"; }
  done
  say "$1: all ready"; kubectl -n "$1" get pods
}

jwt_key() { kubectl -n "$1" get secret gateway -o 'jsonpath={.data.JWT_SECRET_KEY}' | base64 -d; }
smoke() { client env JWT_SECRET_KEY="$(jwt_key "$1")" bun /code/smoke/main.ts "http://gateway.$1" || die "the smoke test of $1"; }

dev() {
  clients
  deploy/k8s/make-secrets.sh collabry-dev >/dev/null
  kubectl apply -k deploy/k8s/overlays/dev >/dev/null
  all_ready collabry-dev
  smoke collabry-dev
}

# connects NAMESPACE FROM TO:PORT…: what can be connected to, within a second each.
connects() {
  kubectl -n "$1" exec "$2" -- bun -e '
    const tried = await Promise.all(process.argv.slice(1).map((target) => new Promise((done) => {
      const [host, port] = target.split(":")
      const socket = require("node:net").createConnection({ host, port: Number(port) })
      const end = (word) => { socket.destroy(); done([target, word]) }
      socket.on("connect", () => end(true)).on("error", () => end(false)); setTimeout(() => end(false), 1500)
    })))
    console.log(tried.filter(([, word]) => word).map(([target]) => target).sort().join(" "))' "${@:3}"
}

policies() {
  local ip=() name from got targets=() ns=collabry-dev
  for name in gateway llm rag memory; do
    ip=$(kubectl -n $ns get pod -l app.kubernetes.io/name=$name -o 'jsonpath={.items[0].status.podIP}')
    targets+=("$ip:$([ $name = gateway ] && echo 8000 || echo 50051)=$name" "$ip:9464=$name-admin")
  done
  declare -A expected=([gateway]='llm memory rag' [llm]='' [rag]='llm' [memory]='')
  names() { local word; for word in $1; do printf '%s\n' "${targets[@]}" | sed -n "s/^$word=//p"; done | sort | xargs; }
  for from in gateway llm rag memory; do
    own=$(kubectl -n $ns get pod -l app.kubernetes.io/name=$from -o 'jsonpath={.items[0].status.podIP}')
    # shellcheck disable=SC2046
    got=$(names "$(connects $ns deploy/$from $(printf '%s\n' "${targets[@]%%=*}" | grep -v "^$own:"))")
    [ "$got" = "${expected[$from]}" ] || die "$from reaches '$got' instead of '${expected[$from]}'"
    say "policies: $from reaches: ${got:-nothing}"
  done
  got=$(names "$(connects collabry-try-clients pod/client "${targets[@]%%=*}")")
  [ "$got" = gateway ] || die "a stranger reaches '$got' instead of the gateway alone"
  say "policies: a pod of another namespace reaches: $got"
}

# relay PORT: the node's own address hands the port on to the loopback address of this machine.
relay() {
  local node; node=$(kubectl get node -o 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}')
  bun deploy/k8s/try/relay.ts "unix:$work/$1.sock" "tcp:127.0.0.1:$1" <"$work/alive" 7>&- &
  "$cluster" exec "$(command -v bun)" "$PWD/deploy/k8s/try/relay.ts" "tcp:$node:$1" "unix:$work/$1.sock" <"$work/alive" 7>&- &
  echo "$node:$1"
}

start_try() {
  clients
  relay 27017 >"$work/mongo"; relay 19530 >"$work/milvus"
  deploy/k8s/make-secrets.sh collabry-try >/dev/null
  store=$(kubectl -n collabry-try get secret milvus -o 'jsonpath={.data.MILVUS_PREFIX}' 2>/dev/null | base64 -d || true)
  store=${store:-try$(date +%s)}
  kubectl -n collabry-try create secret generic mongo --from-literal=MONGO_URI="mongodb://$(cat "$work/mongo")" --from-literal=MONGO_DB="$store" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl -n collabry-try create secret generic milvus --from-literal=MILVUS_ADDRESS="$(cat "$work/milvus")" --from-literal=MILVUS_PREFIX="$store" --from-literal=MILVUS_PARTITIONS=4 --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl apply -k deploy/k8s/try >/dev/null
  all_ready collabry-try
  client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE="${RATE:-50}" STREAMS="${STREAMS:-20}" bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/load" 7>&- &
  load=$!
  until grep -qs so-far "$work/load"; do
    kill -0 "$load" 2>/dev/null || die 'the load has ended'
    sleep 1
  done
}

counts() { grep -E '^(so-far|end)' "$work/load" | tail -1; }
# sound STEP: nothing has failed so far.
sound() {
  sleep 6
  say "$1: $(counts)"
  counts | grep -q '"failed":0,.*"cut":0,' || { grep -o '"failures":\[[^]]\+\]' "$work/load" | tail -5; return 1; }
}

gone() { kubectl -n collabry-try get pods -l "app.kubernetes.io/name=$1" -o 'jsonpath={.items[*].metadata.deletionTimestamp}' | grep -q .; }

roll() {
  local name bad=0
  start_try
  sleep 10; sound 'before the first restart' || bad=1
  for name in llm rag memory gateway rag-worker; do
    kubectl -n collabry-try rollout restart "deploy/$name" >/dev/null
    kubectl -n collabry-try rollout status "deploy/$name" --timeout=240s >/dev/null || die "$name was not restarted"
    while gone "$name"; do sleep 1; done
    sound "restart of $name" || bad=1
  done
  [ "$bad" = 0 ] || die 'a request failed or a stream was cut'
}

# calls POD METRIC: what the pod has counted so far, by its own metrics.
calls() { kubectl get --raw "/api/v1/namespaces/collabry-try/pods/$1:9464/proxy/metrics" 2>/dev/null | awk -v metric="$2" '$0 ~ "^" metric {sum += $NF} END {print sum + 0}'; }
pods_of() { kubectl -n collabry-try get pods -l "app.kubernetes.io/name=$1" -o 'jsonpath={.items[*].metadata.name}'; }

scale() {
  local pods pod i reached
  [ -n "${load:-}" ] || start_try
  kubectl -n collabry-try scale deploy/llm --replicas=1 >/dev/null
  while [ "$(kubectl -n collabry-try get pods -l app.kubernetes.io/name=llm -o name | wc -l)" != 1 ]; do sleep 1; done
  sound 'llm on one pod' || die 'a request failed or a stream was cut'
  kubectl -n collabry-try scale deploy/llm --replicas=3 >/dev/null
  for i in $(seq 60); do
    reached=0
    pods=$(pods_of llm)
    for pod in $pods; do [ "$(calls "$pod" collabry_llm_generations_total)" -gt 0 ] && reached=$((reached + 1)); done
    [ "$reached" = 3 ] && break
    sleep 1
  done
  for pod in $pods; do say "scale: $pod has answered $(calls "$pod" collabry_llm_generations_total)"; done
  [ "$reached" = 3 ] || die "after 60 s only $reached of three llm pods are called"
  say "scale: all three llm pods are called, $((i)) s or less after the scaling"
  sound 'llm on three pods' || die 'a request failed or a stream was cut'
}

hpa() {
  local name pod pods before ready first='' i began
  [ -n "${load:-}" ] || start_try
  before=" $(pods_of gateway) $(pods_of memory) $(pods_of rag) "
  # The autoscalers alone: an apply of all would take the number that was applied before out of the Deployments, which makes it 1.
  kubectl kustomize deploy/k8s/try-scaled | awk 'BEGIN {RS = "---\n"} /kind: (HorizontalPodAutoscaler|PodDisruptionBudget)\n/ {print "---\n" $0}' | kubectl apply -f - >/dev/null
  began=$SECONDS
  for i in $(seq 240); do
    ready=$(kubectl -n collabry-try get deploy gateway memory rag -o 'jsonpath={.items[*].status.readyReplicas}')
    [ "$ready" = '2 2 2' ] || first=${first:-$((SECONDS - began))}
    [ "$ready" = '4 4 4' ] && break
    sleep 1
  done
  kubectl -n collabry-try get hpa
  all_ready collabry-try
  say "hpa: the first more is ready $first s after the autoscaler came, four pods of gateway, memory and rag $((SECONDS - began)) s after"
  # Connections that are open stay where they are, so a few new clients come; the Service spreads them.
  client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE=10 STREAMS=8 SECONDS=30 bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/more"
  declare -A counted=([gateway]='collabry_gateway_request_seconds_count.*route="/(ai|v1)/' [memory]='collabry_grpc_server_seconds_count.*caller="gateway"' [rag]='collabry_grpc_server_seconds_count.*caller="gateway"')
  for name in gateway memory rag; do
    pods=$(pods_of "$name")
    for pod in $pods; do
      i=$(calls "$pod" "${counted[$name]}")
      say "hpa: $pod has answered $i calls$([[ $before == *" $pod "* ]] || echo ' (new)')"
      [ "$i" -gt 0 ] || die "$pod takes no calls"
    done
    [ "$(wc -w <<<"$pods")" = 4 ] || die "$name was not scaled to four pods"
  done
  say "hpa: new clients: $(grep '^end' "$work/more")"
  grep -o '"failures":\[[^]]\+\]' "$work/more" || true
  grep -q '^end.*"failed":0,.*"cut":0,' "$work/more" || die 'a request failed or a stream was cut'
  sound 'scaled by CPU' || die 'a request failed or a stream was cut'
}

end_load() {
  [ -n "${load:-}" ] || return 0
  client bun -e 'for (const pid of require("node:fs").readdirSync("/proc")) if (/^\d+$/.test(pid) && require("node:fs").readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("load/main.ts")) process.kill(Number(pid), "SIGTERM")' || true
  wait "$load" || true
  say "in all: $(counts)"
  counts | grep -q '^end.*"failed":0,.*"cut":0,' || die 'a request failed or a stream was cut'
}

schemas() {
  local overlay
  for overlay in overlays/dev overlays/production try try-scaled; do
    # The namespace is of another document of the same apply, so it must be there for a dry run.
    kubectl kustomize "deploy/k8s/$overlay" >"$work/all.yaml"
    kubectl create namespace "$(sed -n 's/^  namespace: //p' "$work/all.yaml" | head -1)" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
    kubectl apply --dry-run=server --validate=strict -f "$work/all.yaml" >"$work/said" 2>&1 || { cat "$work/said"; die "$overlay is refused"; }
    ! grep -i warning "$work/said" || die "$overlay has a finding of Pod Security"
    say "schemas: $overlay, $(grep -c '(server dry run)' "$work/said") objects taken by the API server"
  done
}

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(image dev policies schemas roll scale hpa)
for step in "${steps[@]}"; do
  say "== $step"
  case $step in
    image) build_image ;;
    dev | policies | roll | scale | hpa | schemas) "$step" ;;
    *) die "no step is called $step" ;;
  esac
done
end_load
say 'all as it must be'
