#!/bin/sh
# Makes sure that the audit finds a browser. Says nothing when there is one already.
set -eu

have() {
    command -v "$1" >/dev/null 2>&1
}

if have chromium && have chromedriver; then
    exit 0
fi
# Selenium's own manager fetches the driver that fits an installed Chrome.
if have google-chrome || [ -d "/Applications/Google Chrome.app" ]; then
    exit 0
fi

if grep -qs '^ID=debian' /etc/os-release; then
    # The fonts are as wide as Arial, Times and Courier New: pages are as large as most readers see them.
    sh "$(dirname "$0")/apt-install.sh" chromium chromium-driver chromium-sandbox fonts-liberation
else
    echo "No Chrome or Chromium was found: Selenium fetches one when the first audit starts."
fi
