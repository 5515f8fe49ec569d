# One image for every process; the argument selects it:
#   docker run IMAGE services/gateway/src/main.ts     (or llm, rag, memory)
#   docker run IMAGE                                  all four in one container, on PORT
# BASE takes a digest (oven/bun:1.4.5-slim@sha256:…) or any image with this Bun on its PATH; no shell of it is used to run.
ARG BASE=docker.io/oven/bun:1.4.5-slim

FROM ${BASE} AS packages
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
COPY proto/package.json proto/
COPY packages/client/package.json packages/client/
COPY packages/embedding-model/package.json packages/embedding-model/
COPY packages/extractive/package.json packages/extractive/
COPY packages/fake-ollama/package.json packages/fake-ollama/
COPY packages/runtime/package.json packages/runtime/
COPY packages/stack/package.json packages/stack/
COPY packages/storage/package.json packages/storage/
COPY services/gateway/package.json services/gateway/
COPY services/llm/package.json services/llm/
COPY services/memory/package.json services/memory/
COPY services/rag/package.json services/rag/
COPY bench/package.json bench/
COPY test/package.json test/
RUN bun install --frozen-lockfile --production --ignore-scripts --filter @collabry/stack \
 && rm -rf packages/client packages/fake-ollama bench test
COPY proto proto
COPY packages/embedding-model packages/embedding-model
COPY packages/extractive packages/extractive
COPY packages/runtime packages/runtime
COPY packages/stack packages/stack
COPY packages/storage packages/storage
COPY services services
COPY deploy/smoke deploy/smoke
RUN find proto packages services -name node_modules -prune -o \( -name '*.test.ts' -o -name '*.contract.ts' \) -exec rm {} + \
 && rm -rf services/*/test services/*/eval services/*/bench services/*/gen services/*/wasm \
    packages/embedding-model/convert packages/embedding-model/fixtures packages/embedding-model/wasm \
 && mkdir /data && chown 1000:1000 /data

FROM ${BASE}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Collabry AI Core" \
      org.opencontainers.image.description="Chat, documents with cited answers and study tools over REST and Server-Sent Events" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=packages /app ./
COPY --from=packages --chown=1000:1000 /data /data
# The runtime writes nothing beside DATA_DIR and /tmp: the root may be read-only. Its last compiler costs more than it saves, its
# collector takes the machine for a small one, and its allocator looks for free pages once a second, as in packages/stack/src/services.ts.
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 LOG_TO=stderr BUN_RUNTIME_TRANSPILER_CACHE_PATH=0 DO_NOT_TRACK=1 \
    BUN_JSC_useFTLJIT=0 MIMALLOC_PURGE_HOLES_MIN_INTERVAL=1000 BUN_JSC_forceRAMSize=268435456
USER 1000:1000
EXPOSE 8000 50051 9464
ENTRYPOINT ["bun"]
CMD ["packages/stack/src/main.ts", "start"]
