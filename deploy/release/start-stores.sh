#!/bin/sh
# MongoDB (a replica set of one), Milvus and Redis on the loopback address, without passwords: for tests alone.
set -eu
cd "$(dirname "$0")/../.."
image() { sed -n "s/^ *image: \($1:.*\)/\1/p" compose.yaml | head -1; }
docker run -d --name mongo -p 127.0.0.1:27017:27017 "$(image mongo)" mongod --replSet rs0 --bind_ip_all
docker run -d --name redis -p 127.0.0.1:6379:6379 "$(image redis)" redis-server --save ''
docker run -d --name milvus -p 127.0.0.1:19530:19530 --security-opt seccomp:unconfined \
  -e DEPLOY_MODE=STANDALONE -e ETCD_USE_EMBED=true -e ETCD_DATA_DIR=/var/lib/milvus/etcd -e COMMON_STORAGETYPE=local \
  -e ETCD_CONFIG_PATH=/milvus/configs/embedEtcd.yaml -v "$PWD/deploy/compose/milvus-etcd.yaml:/milvus/configs/embedEtcd.yaml:ro" \
  "$(image milvusdb/milvus)" milvus run standalone
wait_for() {
  name=$1
  shift
  for _ in $(seq 90); do
    if docker exec "$name" "$@" >/dev/null 2>&1; then echo "$name is ready"; return; fi
    sleep 2
  done
  docker logs --tail 50 "$name"
  echo "$name did not start" >&2
  exit 1
}
wait_for mongo mongosh --quiet --eval 'db.adminCommand("ping").ok'
docker exec mongo mongosh --quiet --eval 'rs.initiate({_id: "rs0", members: [{_id: 0, host: "127.0.0.1:27017"}]})'
wait_for mongo mongosh --quiet --eval 'if (!db.hello().isWritablePrimary) quit(1)'
wait_for redis redis-cli ping
wait_for milvus curl -fs http://localhost:9091/healthz
