#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Installs the Debian packages that a task needs: setup.sh build|test|interop. Does nothing where all are there.
set -eu
case "${1:-build}" in
    build) packages="libcurl4-openssl-dev libssl-dev libxml2-dev libsqlite3-dev pkg-config" ;;
    test) packages="openssh-server stunnel4 openssl" ;;
    interop) packages="golang-go golang-golang-x-mod-dev chromium libxml2-utils python3-venv prometheus curl" ;;
    *) echo "setup.sh: say build, test or interop" >&2; exit 64 ;;
esac
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then as_root=""; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo"; else
    echo "These Debian packages are missing and this user may not install them:$missing" >&2
    echo "Ask an administrator to run:  apt-get install$missing" >&2
    exit 2
fi
echo "Installing$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
