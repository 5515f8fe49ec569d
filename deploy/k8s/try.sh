#!/usr/bin/env bash
# Tries the manifests on a real cluster, and fails when something is not as it must be:
#   image      builds the image and gives it to the node
#   dev        overlays/dev: all ready, the smoke test passes through the Service
#   policies   who reaches whom, tried with real connections; the pod that proves a host (HTTP-01) is reached
#   schemas    every overlay against the API server, unknown fields included
#   roll       production's components with two replicas of everything on MongoDB, Milvus and Redis: each service is restarted under
#              load; no request may fail, no stream may be cut (an answer `timeout` of a busy machine is counted apart)
#   scale      llm from one pod to three: calls reach all three within 60 s
#   evict      as a drained node does it: one pod of each service is evicted under load, before another one is there
#   hpa        the autoscalers on CPU: each of gateway, memory and rag adds pods to its two; the load is raised until it does, and
#              every new pod is called. The load is more than the node has by then: one in a hundred may fail or be cut
#   share      the pods of llm share what one model server makes at once: of a bound of 4 two take 2 each, four take 1
#   quickstart overlays/quickstart: everything ready, the smoke Job complete, a token from the line of the docs
#   backup     the component backup on the quick start: a Job of the CronJob, everything erased, restored and found again
#   deploy/k8s/try.sh [STEP…]         all of them in this order; KEEP=1 leaves the namespaces
# The load is RATE (50) requests a second and STREAMS (20), halved until the node serves it without a strain before anything is judged.
# Needs REAL_SERVERS_DIR with cluster.sh (a one-node cluster that is up), and for roll to share mongo.sh and milvus.sh, and Redis
# at 127.0.0.1:6379. quickstart and backup need the images of deploy/images.json on the node, or a registry that it can reach.
set -euo pipefail
cd "$(dirname "$0")/../.."
cluster=${REAL_SERVERS_DIR:-../shared/real}/cluster.sh
image=collabry-ai-core:dev
# One of the ports that the policy to-mongo lets through.
mongo_port=${MONGO_PORT:-27017}
rate=${RATE:-50} streams=${STREAMS:-20}
namespaces='collabry collabry-dev collabry-try collabry-try-clients collabry-quickstart'
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
    const mongo = new MongoClient(`mongodb://127.0.0.1:${process.argv[2]}`)
    await mongo.db(name).dropDatabase()
    await mongo.close()
    const { MilvusClient } = await import("@zilliz/milvus2-sdk-node")
    const milvus = new MilvusClient({ address: "127.0.0.1:19530" })
    const { data } = await milvus.showCollections()
    for (const one of data) if (one.name.startsWith(name)) await milvus.dropCollection({ collection_name: one.name })
    process.exit(0)' "$1" "$mongo_port") || true
}
finish() {
  exec 7>&-
  if [ "${KEEP:-0}" != 1 ]; then
    kubectl delete namespace $namespaces --ignore-not-found --wait=false >/dev/null 2>&1 || true
  fi
  [ -z "${store:-}" ] || [ "${KEEP:-0}" = 1 ] || forget "$store"
  rm -rf "$work"
}
trap finish EXIT

build_image() {
  # What still runs has the image that the name meant before.
  kubectl delete namespace $namespaces --ignore-not-found >/dev/null
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
  # A pod of an earlier run has the files of then.
  kubectl -n collabry-try-clients delete pod client --ignore-not-found >/dev/null
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
  local ip name from got targets=() ns=collabry-dev
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
  solver $ns
}

# solver NAMESPACE: a pod as cert-manager makes it for HTTP-01 is reached from outside of the namespace, one without the label is not.
solver() {
  local name label ip got
  for name in solver other; do
    label=acme.cert-manager.io/http01-solver=true
    [ $name = solver ] || label=app=other
    kubectl -n "$1" run $name --image=$image --image-pull-policy=IfNotPresent --labels=$label --restart=Never --overrides='{"spec": {"automountServiceAccountToken": false,
      "securityContext": {"runAsNonRoot": true, "runAsUser": 1000, "seccompProfile": {"type": "RuntimeDefault"}},
      "containers": [{"name": "'$name'", "image": "'$image'", "args": ["-e", "Bun.serve({port: 8089, fetch: () => new Response(String(42))})"],
        "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}}' >/dev/null
    kubectl -n "$1" wait --for=condition=Ready pod/$name --timeout=60s >/dev/null
    ip=$(kubectl -n "$1" get pod $name -o 'jsonpath={.status.podIP}')
    got=$(connects collabry-try-clients pod/client "$ip:8089")
    [ "${got:+reached}" = "$([ $name = solver ] && echo reached)" ] || die "the pod $name is ${got:+reached}${got:-not reached} on 8089"
    say "policies: 8089 of a pod with $label: ${got:-not reached}"
    kubectl -n "$1" delete pod $name --grace-period=1 --wait=false >/dev/null
  done
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
  relay "$mongo_port" >"$work/mongo"; relay 19530 >"$work/milvus"; relay 6379 >"$work/redis"
  deploy/k8s/make-secrets.sh collabry-try >/dev/null
  store=$(kubectl -n collabry-try get secret milvus -o 'jsonpath={.data.MILVUS_PREFIX}' 2>/dev/null | base64 -d || true)
  store=${store:-try$(date +%s)}
  kubectl -n collabry-try create secret generic mongo --from-literal=MONGO_URI="mongodb://$(cat "$work/mongo")" --from-literal=MONGO_DB="$store" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl -n collabry-try create secret generic milvus --from-literal=MILVUS_ADDRESS="$(cat "$work/milvus")" --from-literal=MILVUS_PREFIX="$store" --from-literal=MILVUS_PARTITIONS=4 --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl -n collabry-try create secret generic redis --from-literal=REDIS_URL="redis://$(cat "$work/redis")" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  deploy/k8s/upgrade.sh deploy/k8s/try
  all_ready collabry-try
  until steady; do
    stop_loads
    wait "$load" || true
    [ "$rate" -gt 4 ] || die "the node does not serve $rate requests a second: $(counts)"
    say "$rate requests a second and $streams streams strain this node: $(counts)"
    grep -o '"failures":\[[^]]\+\]' "$work/load" | tail -2 || true
    rate=$((rate / 2)) streams=$(((streams + 1) / 2))
  done
  say "the load: $rate requests a second and $streams streams"
}

# steady: begins the load, and fails where it strains the node within 20 s though nothing is restarted.
steady() {
  : >"$work/load"
  client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE="$rate" STREAMS="$streams" bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/load" 7>&- &
  load=$!
  until [ "$(grep -c so-far "$work/load" || true)" -ge 4 ]; do
    kill -0 "$load" 2>/dev/null || die 'the load has ended'
    sleep 1
  done
  counts | grep -q '"failed":0,.*"cut":0,' && [ "$(counts | sed 's/.*"slowestMs":\([0-9]*\).*/\1/')" -lt 5000 ]
}

counts() { grep -E '^(so-far|end)' "$work/load" | tail -1; }
# sound STEP: nothing was lost so far, and at most one answer in a hundred was late, which other work on the machine can cause.
sound() {
  sleep 6
  say "$1: $(counts)"
  { counts | grep -q '"failed":0,.*"cut":0,' && counts | punctual; } || { grep -o '"failures":\[[^]]\+\]' "$work/load" | tail -5; return 1; }
}

gone() { kubectl -n collabry-try get pods -l "app.kubernetes.io/name=$1" -o 'jsonpath={.items[*].metadata.deletionTimestamp}' | grep -q .; }

roll() {
  local name bad=0
  start_try
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

evict() {
  local name pod
  [ -n "${load:-}" ] || start_try
  for name in llm rag memory gateway rag-worker; do
    pod=$(pods_of "$name" | cut -d' ' -f1)
    kubectl create --raw "/api/v1/namespaces/collabry-try/pods/$pod/eviction" -f - >/dev/null <<<'{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "'"$pod"'", "namespace": "collabry-try"}}'
    kubectl -n collabry-try wait --for=delete "pod/$pod" --timeout=240s >/dev/null
    kubectl -n collabry-try rollout status "deploy/$name" --timeout=240s >/dev/null
    sound "eviction of $pod" || die 'a request failed or a stream was cut'
  done
}

# more_load NUMBER: load by another process, as much as was asked for, whatever the node can bear. Connections that are open stay where they are, so new clients reach new pods.
more_load() {
  client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE="${RATE:-50}" STREAMS=8 SECONDS=300 bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/more-$1" 7>&- &
  more+=($!)
}

hpa() {
  local name pod pods before ready='' first='' i began more=()
  [ -n "${load:-}" ] || start_try
  before=" $(pods_of gateway) $(pods_of memory) $(pods_of rag) "
  # The autoscalers alone: an apply of all would take the number that was applied before out of the Deployments, which makes it 1.
  kubectl kustomize deploy/k8s/try-scaled | awk 'BEGIN {RS = "---\n"} /kind: (HorizontalPodAutoscaler|PodDisruptionBudget)\n/ {print "---\n" $0}' | kubectl apply -f - >/dev/null
  began=$SECONDS
  # Each autoscaler acts once its own target is passed: whether it does so at the first load is a matter of the machine.
  for i in $(seq 300); do
    ready=$(kubectl -n collabry-try get deploy gateway memory rag -o 'jsonpath={.items[*].status.readyReplicas}')
    [ "$ready" = '2 2 2' ] || first=${first:-$((SECONDS - began))}
    read -r a b c <<<"$ready"
    [ "$a" -gt 2 ] && [ "$b" -gt 2 ] && [ "$c" -gt 2 ] && break
    if [ $((SECONDS - began)) -gt $((45 * (${#more[@]} + 1))) ] && [ ${#more[@]} -lt 4 ]; then
      more_load $((${#more[@]} + 1))
      say "hpa: $ready pods of gateway, memory and rag; the load is raised by ${#more[@]} times ${RATE:-50} requests a second"
    fi
    sleep 1
  done
  kubectl -n collabry-try get hpa
  say "hpa: $ready pods of gateway, memory and rag $((SECONDS - began)) s after the autoscalers came; the first more is ready after ${first:-none} s"
  all_ready collabry-try
  # A pod that comes later, while the autoscaler goes on, has not had its share of time.
  declare -A judged=([gateway]="$(pods_of gateway)" [memory]="$(pods_of memory)" [rag]="$(pods_of rag)")
  # New clients: a connection of before stays with its pod.
  client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE=10 STREAMS=8 SECONDS=30 bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/more-0"
  declare -A counted=([gateway]='collabry_gateway_request_seconds_count.*route="/(ai|v1)/' [memory]='collabry_grpc_server_seconds_count.*caller="gateway"' [rag]='collabry_grpc_server_seconds_count.*caller="gateway"')
  for name in gateway memory rag; do
    pods=${judged[$name]}
    for pod in $pods; do
      i=$(calls "$pod" "${counted[$name]}")
      say "hpa: $pod has answered $i calls$([[ $before == *" $pod "* ]] || echo ' (new)')"
      [ "$i" -gt 0 ] || die "$pod takes no calls"
    done
    [ "$(wc -w <<<"$pods")" -gt 2 ] || die "the autoscaler of $name has not acted"
  done
  stop_loads
  for pod in "${more[@]}"; do wait "$pod" || true; done
  for i in "$work"/more-*; do
    say "hpa: a load that was added: $(grep '^end' "$i")"
    grep -o '"failures":\[[^]]\+\]' "$i" || true
    grep '^end' "$i" | mostly || die 'more than one in a hundred failed or was cut'
  done
}

share() {
  local count pods pod i running sum sum_max bound=4
  declare -A most
  [ -n "${store:-}" ] || start_try
  end_load
  kubectl -n collabry-try set env deploy/llm UPSTREAM_GENERATIONS_MAX=$bound >/dev/null
  for count in 2 4; do
    kubectl -n collabry-try scale deploy/llm --replicas=$count >/dev/null
    kubectl -n collabry-try rollout status deploy/llm --timeout=240s >/dev/null
    while gone llm; do sleep 1; done
    # The name is looked up every 5 s, and cached for as long.
    sleep 12
    client env JWT_SECRET_KEY="$(jwt_key collabry-try)" RATE=1 STREAMS=12 SECONDS=20 bun /code/k8s/try/load/main.ts http://gateway.collabry-try >"$work/share" 7>&- &
    load=$!
    pods=$(pods_of llm) most=() sum_max=0
    for i in $(seq 25); do
      sum=0
      for pod in $pods; do
        running=$(calls "$pod" 'collabry_llm_generations_running[{ ]')
        sum=$((sum + running))
        [ "$running" -le "${most[$pod]:-0}" ] || most[$pod]=$running
      done
      [ "$sum" -le "$sum_max" ] || sum_max=$sum
      sleep 0.5
    done
    for pod in $pods; do
      say "share: of $bound answers at once $pod, one of $count, has made at most ${most[$pod]:-0}"
      [ "${most[$pod]:-0}" = $((bound / count)) ] || die "the share of $pod is not $((bound / count))"
    done
    say "share: all $count together at most $sum_max"
    [ "$sum_max" -le "$bound" ] || die "the pods of llm make more than $bound answers at once"
    stop_loads
    wait "$load" || true
    say "share: $(grep '^end' "$work/share")"
    grep -o '"failures":\[[^]]\+\]' "$work/share" | cut -c1-500 || true
    load=''
  done
}

# The fields of a line of counts.
fields() { tr -d '"' | sed 's/[{,]/ /g'; }
punctual() { fields | awk '{for (i = 2; i <= NF; i++) {split($i, pair, ":"); n[pair[1]] = pair[2]}; exit !(NF > 5 && n["late"] * 100 <= n["requests"] + n["streams"])}'; }
# mostly: whether at most one request in a hundred failed, and one stream in a hundred (or a single one) was cut.
mostly() { fields | awk '{for (i = 2; i <= NF; i++) {split($i, pair, ":"); n[pair[1]] = pair[2]}; exit !(NF > 5 && n["failed"] * 100 <= n["requests"] && (n["cut"] <= 1 || n["cut"] * 100 <= n["streams"]))}'; }

# Lets every load of the client end: the running streams go on to their ends.
stop_loads() {
  client bun -e 'for (const pid of require("node:fs").readdirSync("/proc")) if (/^\d+$/.test(pid) && Number(pid) !== process.pid && require("node:fs").readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("load/main.ts")) process.kill(Number(pid), "SIGTERM")' || true
}

end_load() {
  [ -n "${load:-}" ] || return 0
  stop_loads
  wait "$load" || true
  say "in all: $(counts)"
  grep -o '"failures":\[[^]]\+\]' "$work/load" || true
  # Up to the step hpa each step has judged what was sent in it.
  counts | grep '^end' | mostly || die 'more than one in a hundred failed or was cut'
  load=''
}

schemas() {
  local overlay
  kubectl api-versions >"$work/served"
  for overlay in overlays/dev overlays/production overlays/quickstart try try-scaled; do
    # The namespace is of another document of the same apply, so it must be there for a dry run.
    kubectl kustomize "deploy/k8s/$overlay" >"$work/all.yaml"
    kubectl create namespace "$(sed -n 's/^  namespace: //p' "$work/all.yaml" | head -1)" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
    # Objects of operators that this cluster does not have are left out, and named.
    awk -v served="$work/served" -v known="$work/known.yaml" 'BEGIN {while ((getline line <served) > 0) has[line] = 1; RS = "---\n"; printf "" >known}
      {version = kind = ""; n = split($0, lines, "\n")
       for (i = 1; i <= n; i++) {if (lines[i] ~ /^apiVersion: /) version = substr(lines[i], 13); if (lines[i] ~ /^kind: /) kind = substr(lines[i], 7)}
       if (version in has) printf "---\n%s", $0 >known; else if (version != "") print kind " (" version ")"}' "$work/all.yaml" >"$work/left"
    kubectl apply --dry-run=server --validate=strict -f "$work/known.yaml" >"$work/said" 2>&1 || { cat "$work/said"; die "$overlay is refused"; }
    ! grep -i warning "$work/said" || die "$overlay has a finding of Pod Security"
    say "schemas: $overlay, $(grep -c '(server dry run)' "$work/said") objects taken by the API server$([ ! -s "$work/left" ] || printf ', not known here: %s' "$(sort "$work/left" | uniq | paste -sd, -)")"
  done
}

# It asks for four CPUs; here it shall fit into what the node has.
small() { sed -E 's/^( +)cpu: .*/\1cpu: 20m/'; }

quickstart() {
  local ns=collabry-quickstart token
  deploy/k8s/make-secrets.sh $ns --stores >/dev/null
  kubectl kustomize deploy/k8s/overlays/quickstart | small | kubectl apply -f - >/dev/null
  kubectl -n $ns wait --for=condition=Complete job/models job/smoke --timeout=30m || { kubectl -n $ns get pods; kubectl -n $ns logs job/smoke --tail=20; die 'the quick start'; }
  kubectl -n $ns get pods
  kubectl -n $ns logs job/smoke | tail -n 30
  token=$(kubectl -n $ns exec deploy/gateway -- bun packages/stack/src/main.ts token --user alice)
  [ "$(wc -c <<<"$token")" -gt 100 ] || die "no token: $token"
  say 'quickstart: the smoke Job is complete, a token was made'
}

# ask METHOD PATH [BODY]: of the quick start's gateway, as alice.
ask() {
  kubectl -n collabry-quickstart exec -i deploy/gateway -- bun -e '
    const [method, path, body, token] = process.argv.slice(1)
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const answer = await fetch(`http://127.0.0.1:8000${path}`, { method, headers, ...(body ? { body } : {}) })
    console.log(answer.status, await answer.text())' "$1" "$2" "${3:-}" "$(kubectl -n collabry-quickstart exec deploy/gateway -- bun packages/stack/src/main.ts token --user alice)"
}

# found WORD: search finds the document that backup has uploaded, within two minutes.
found() {
  local i
  for i in $(seq 60); do
    ask POST /ai/search '{"query": "quokkas of Rottnest"}' | grep -q 'Rottnest Island' && { say "backup: found $1"; return; }
    sleep 2
  done
  die "not found $1"
}

backup() {
  local ns=collabry-quickstart overlay=$work/with-backup
  mkdir -p "$overlay"
  cat >"$overlay/kustomization.yaml" <<END
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: $ns
resources: [$(realpath --relative-to="$overlay" deploy/k8s/overlays/quickstart)]
components: [$(realpath --relative-to="$overlay" deploy/k8s/components/backup)]
END
  # The smoke Job and that of the models are done; a Job cannot be applied again with another template.
  kubectl kustomize "$overlay" | awk 'BEGIN {RS = "---\n"} !/kind: Job\n/ {print "---\n" $0}' | small | kubectl apply -f - >/dev/null
  ask POST /ai/upload '{"filename": "quokkas.txt", "content": "Quokkas are small and friendly animals of Rottnest Island."}' | cut -c1-120
  found 'after the upload'
  kubectl -n $ns create job backup-now --from=cronjob/backup >/dev/null
  kubectl -n $ns wait --for=condition=Complete job/backup-now --timeout=180s >/dev/null || { kubectl -n $ns logs job/backup-now; die 'no backup'; }
  kubectl -n $ns logs job/backup-now | tail -n 3
  ask DELETE /ai/me | cut -c1-120
  ask POST /ai/search '{"query": "quokkas of Rottnest"}' | grep -q 'Rottnest Island' && die 'an erased document is found'
  deploy/k8s/restore.sh $ns
  found 'after the erasure and the restoration'
}

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(image dev policies schemas roll scale evict hpa share quickstart backup)
for step in "${steps[@]}"; do
  say "== $step"
  case $step in
    image) build_image ;;
    dev | policies | roll | scale | evict | hpa | share | schemas) "$step" ;;
    # On what is left of the node once the others have gone.
    quickstart | backup) end_load; "$step" ;;
    *) die "no step is called $step" ;;
  esac
done
end_load
say 'all as it must be'
