# Ledgerless as a container. It writes no file, so that it runs with a read-only file system, and as nobody in particular.
#   docker build -t ledgerless . && docker run --rm --read-only -p 127.0.0.1:3000:3000 ledgerless
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY src src
# esbuild without its install script: npm has its binary already.
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /app
# Freed memory is overwritten as far as V8 and the C library do so; docs/proofs.md says how far that is.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MALLOC_PERTURB_=165 \
    GLIBC_TUNABLES=glibc.malloc.tcache_count=0
COPY package.json LICENSE ./
COPY --from=build /app/dist dist
COPY views views
COPY public public
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--expose-gc", "--clear-free-memory", "--compact-on-every-full-gc", "--max-semi-space-size=16", "dist/server.js"]
