#!/bin/sh
exec /usr/lib/khien-collector/node /usr/lib/khien-collector/collector/main.js "$@"
