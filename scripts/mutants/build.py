# SPDX-License-Identifier: EUPL-1.2
"""Builds one change in seconds: compiles the changed file alone, links, runs the suite of its room.

A change inside a body changes no interface, so that in a debug build no other file's object depends on it. The compiler's and linker's own
commands are taken from the plan that `swift build` left behind; every run begins with a whole build.
"""
import json
import os
import re
import shlex
import shutil
import subprocess

LEFT_OUT = {"-emit-module", "-incremental", "-enable-batch-mode", "-serialize-diagnostics", "-emit-dependencies", "-parseable-output", "-emit-objc-header"}
LEFT_OUT_WITH_VALUE = {"-emit-module-path", "-index-store-path", "-emit-objc-header-path"}


class Build:
    def __init__(self, folder):
        self.folder = folder
        self.compiles = {}

    def whole(self):
        """Builds everything that is not up to date; the log where that fails, else nothing."""
        done = subprocess.run(["swift", "build", "--build-tests", "-j", "1"], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            return done.stdout[-4000:] + done.stderr[-4000:]
        with open(f"{self.folder}/.build/debug.yaml", encoding="utf-8") as file:
            self.plan = file.read()
        self.compiles = {}
        self.link = self.arguments("Linking [^\"]*PackageTests.xctest")
        self.binary = self.link[self.link.index("-o") + 1]
        return ""

    def arguments(self, description):
        found = re.search(rf'    description: "{description}"\n    args: (\[.*\])\n', self.plan)
        return json.loads(found.group(1))

    def compile_command(self, room, path):
        """The compiler's command for one file of a room, and the object it writes."""
        if room not in self.compiles:
            given, arguments, skip = self.arguments(rf"Compiling Swift Module '{room}' .*"), [], False
            for one in given:
                if skip:
                    skip = False
                elif one in LEFT_OUT_WITH_VALUE:
                    skip = True
                elif one not in LEFT_OUT and not re.fullmatch(r"-j\d+", one):
                    arguments.append(one)
            jobs = subprocess.run(
                arguments + ["-disable-batch-mode", "-driver-print-jobs"], cwd=self.folder, capture_output=True, text=True, check=True).stdout
            self.compiles[room] = {}
            for job in map(shlex.split, jobs.splitlines()):
                if "-primary-file" in job:
                    self.compiles[room][job[job.index("-primary-file") + 1]] = (job, job[job.index("-o") + 1])
        return self.compiles[room][path]

    def passes(self, suite):
        try:
            done = subprocess.run(
                [self.binary, "--testing-library", "swift-testing", "--no-parallel", "--filter", f"^{suite}\\."], cwd=self.folder,
                capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def verdict(self, room, suite, path):
        """None where the file as it now stands does not compile, else whether the suite passes; the old object is put back."""
        command, target = self.compile_command(room, path)
        kept = target + ".kept"
        shutil.copy2(target, kept)
        try:
            if subprocess.run(command, cwd=self.folder, capture_output=True).returncode:
                return None
            if subprocess.run(self.link, cwd=self.folder, capture_output=True).returncode:
                return None
            return self.passes(suite)
        finally:
            os.replace(kept, target)
