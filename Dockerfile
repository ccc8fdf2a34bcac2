# One image for `serve`, `work` and every other command. Settings come from the environment; docs/settings.md has the table.
# To build on exactly one image, by its digest: docker build --build-arg PYTHON_IMAGE=python@sha256:… (docs/deploy.md).
ARG PYTHON_IMAGE=python:3.11.15-slim-bookworm

FROM ${PYTHON_IMAGE} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock /tmp/requirements.lock
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --require-hashes -r /tmp/requirements.lock

FROM ${PYTHON_IMAGE}
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8080
# Fallback fonts of the printed form: rare characters of names, Japanese, Korean, Thai. Without them such print as 〓.
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-hanazono fonts-noto-cjk fonts-noto-core \
 && rm -rf /var/lib/apt/lists/*
ENV FONTS_DIR=/usr/share/fonts
WORKDIR /app
COPY --from=builder /opt/venv /opt/venv
COPY LICENSE ./
COPY flows/ flows/
COPY storage/ storage/
COPY bot/ bot/
COPY templates/ templates/
# What stands for a page of the document on the demo's /skins.
COPY docs/images/form.png docs/images/
# Everything written goes to /data: the default DATABASE_URL and the demo say `data/…`, relative to here.
RUN python -m compileall -q flows storage bot \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
 && mkdir /data && chown bot /data && ln -s /data data
USER bot
VOLUME /data
EXPOSE 8080
# For `serve`. `work` listens nowhere: run it with the health check switched off, as compose.yaml does.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
