#!/bin/sh
# A browser and a Chinese font for the browser tests: Debian's, where this may install them; else what is missing.
browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}
font() {
    if command -v fc-list; then
        [ -n "$(fc-list :lang=zh)" ]
    else
        [ -n "$(find /usr/share/fonts "$HOME/.fonts" -iname '*cjk*' -o -iname '*wqy*' 2>/dev/null)" ]
    fi
}
missing() {
    browser >/dev/null 2>&1 || printf 'chromium '
    font >/dev/null 2>&1 || printf 'fonts-noto-cjk'
}
wanted=$(missing)
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086  (a list of packages)
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $wanted >/dev/null 2>&1
    wanted=$(missing)
fi
case $wanted in
*chromium*) echo "没有 Chromium,跳过浏览器测试;请安装 chromium / No Chromium, browser tests are skipped: install chromium" >&2 ;;
esac
case $wanted in
*fonts*) echo "没有中文字体,浏览器里的中文会是方框;请安装 fonts-noto-cjk / No Chinese font, Chinese is drawn as boxes: install fonts-noto-cjk" >&2 ;;
esac
exit 0
