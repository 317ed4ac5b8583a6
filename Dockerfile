# santribot in a container: `docker build -t santribot .`; docs/operations.md tells how to run it.

FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
RUN python -m venv /opt/santribot
COPY requirements.txt ./
RUN /opt/santribot/bin/pip install --require-hashes --only-binary :all: -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY models models
RUN /opt/santribot/bin/pip install --no-deps --no-build-isolation .
# As compose.yaml has them run.
RUN PYTHONOPTIMIZE=2 PYTHONNODEBUGRANGES=1 /opt/santribot/bin/python -m compileall -q /opt/santribot/lib


FROM python:3.13-slim-trixie
# A number that stays: files of secrets and backups on the host have to belong to it.
RUN groupadd --gid 10001 santribot \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin santribot \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/santribot /opt/santribot
ENV PATH=/opt/santribot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SANTRIBOT_WEB__HOST=0.0.0.0 \
    SANTRIBOT_WEB__PORT=8081
USER 10001:10001
# Everything that is written is written here: config.toml, a SQLite database, photos. The rest may be read-only.
WORKDIR /data
VOLUME /data
EXPOSE 8081
STOPSIGNAL SIGTERM
# Alive, and not ready: a start anew brings no database back.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "\
import http.client, os, sys; \
web = http.client.HTTPConnection('127.0.0.1', int(os.environ['SANTRIBOT_WEB__PORT']), timeout=4); \
web.request('GET', '/healthz'); \
sys.exit(web.getresponse().status != 200)"]
ENTRYPOINT ["santribot"]
CMD ["run"]
