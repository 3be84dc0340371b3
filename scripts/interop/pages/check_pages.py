# SPDX-License-Identifier: EUPL-1.2
"""Opens every page of a folder in Chromium: axe-core in light and dark, no overflow at phone, desktop and print width, no request, no
console error, valid HTML. Writes screenshots. Exits 1 where anything is wrong."""
import os
import shutil
import sys

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

folder, shots = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
os.makedirs(shots, exist_ok=True)
browser_path = shutil.which("chromium") or sys.exit("chromium is not installed")
faults, checks = [], 0
pages = sorted(name for name in os.listdir(folder) if name.endswith(".html"))

for name in pages:
    parser = html5lib.HTMLParser(strict=True)
    try:
        parser.parse(open(os.path.join(folder, name), encoding="utf-8").read())
    except Exception as error:  # html5lib's strict mode raises its own ParseError without a stable name
        faults.append(f"{name}: not valid HTML: {error or type(error).__name__} {parser.errors[-1:]}")
    checks += 1

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
    for scheme in ("light", "dark"):
        for width, media in ((360, "screen"), (1280, "screen"), (794, "print")):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
            page.on("request", lambda request: faults.append(f"request: {request.url}") if not request.url.startswith("file:") else None)
            page.emulate_media(media=media, color_scheme=scheme)
            for name in pages:
                page.goto("file://" + os.path.join(folder, name))
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    faults.append(f"{name}: {over} pixels too wide at {width} ({media}, {scheme})")
                page.screenshot(path=os.path.join(shots, f"{name[:-5]}-{width}-{media}-{scheme}.png"), full_page=True)
                checks += 1
                if media == "screen":
                    results = Axe().run(page)
                    for violation in results.response["violations"]:
                        faults.append(f"{name}: axe {violation['id']} at {width}, {scheme}: {violation['help']} ({len(violation['nodes'])})")
                    checks += 1
            context.close()
    browser.close()

for fault in faults:
    print(fault)
print(f"{len(pages)} pages, {checks} checks, {len(faults)} faults")
sys.exit(1 if faults else 0)
