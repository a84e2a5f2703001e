# Quakewright in a container.
#
#   docker build -t quakewright .
#   docker run --init -p 127.0.0.1:8800:8800 -v quakewright:/data -e QUAKEWRIGHT_INSECURE=true quakewright
#
# It listens on every address of the container, so it wants accounts (QUAKEWRIGHT_ACCOUNTS=true) or the plain statement
# that everyone who reaches the port may use it (QUAKEWRIGHT_INSECURE=true).
# Debian images, not Alpine: Math.exp and its like come from the C library, and musl's last bits differ from glibc's.

FROM node:20-slim AS install
WORKDIR /home/bun/app
COPY package.json package-lock.json ./
# The next stage has Bun; the npm package that brings it elsewhere would add 200 MB. TypeScript comes as a peer, for types only.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/bun node_modules/@oven node_modules/typescript node_modules/@typescript node_modules/.bin

FROM oven/bun:1.4.5-slim
WORKDIR /home/bun/app
COPY --from=install /home/bun/app/node_modules node_modules
COPY package.json LICENSE README.md ./
COPY examples examples
COPY src src
RUN mkdir -p /data && chown bun:bun /data
USER bun
ENV NODE_ENV=production
ENV QUAKEWRIGHT_HOST=0.0.0.0
ENV QUAKEWRIGHT_DATA=/data
VOLUME /data
EXPOSE 8800
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["bun", "-e", "const {ok} = await fetch(`http://127.0.0.1:${process.env.QUAKEWRIGHT_PORT || 8800}${process.env.QUAKEWRIGHT_BASE_PATH ?? ''}/healthz`); process.exit(ok ? 0 : 1)"]
# Running calculations are told to stop and are queued again at the next start.
STOPSIGNAL SIGTERM
ENTRYPOINT ["bun", "src/main.ts"]
CMD ["serve"]
