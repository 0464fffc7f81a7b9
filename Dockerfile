# Tambon in a container: one static binary, nobody's shell, not root.
# Written by the rules of Docker's reference; it was not run where it was
# written, because no Docker server is there. Build it with
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t tambon .

FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN node build.mjs

FROM golang:1.26-bookworm AS binary
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-buildvcs=false
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist/ web/dist/
ARG VERSION=unknown
RUN go build -trimpath -ldflags "-s -w -X tambon/app.Version=${VERSION}" -o /out/tambon . \
 && mkdir -p /out/data /out/tmp

# Fonts, pictures, pages, migrations and time zones are inside the binary. What
# it needs beside itself is the certificates that vouch for LINE, a folder for
# SQLite and the key (unused with PostgreSQL and MASTER_KEY), and /tmp.
FROM scratch
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=binary /out/tambon /tambon
COPY --from=binary --chown=65532:65532 /out/data /data
COPY --from=binary --chown=65532:65532 /out/tmp /tmp
ENV ADDR=:8080 DATA_DIR=/data ZONEINFO=/zoneinfo.zip
USER 65532:65532
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/tambon", "health"]
ENTRYPOINT ["/tambon"]
CMD ["serve"]
