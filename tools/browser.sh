#!/bin/sh
# A browser and a Chinese font for the browser tests: Debian's, where this may install them.
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1 && exit 0
fi
echo "没有 Chromium,跳过浏览器测试;请安装 chromium 与 fonts-noto-cjk / No Chromium, browser tests are skipped: install chromium and fonts-noto-cjk" >&2
exit 0
