#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Signs each leaf as an SD-JWT and lets the sd-jwt package open its disclosures; a changed disclosure must be refused."""
import base64
import json
import sys

from jwcrypto import jwk, jws
from sd_jwt.verifier import SDJWTVerifier

KEY = jwk.JWK.generate(kty="EC", crv="P-256")


def sd_jwt(leaf: str, disclosures: list[str]) -> str:
    token = jws.JWS(leaf.encode())
    token.add_signature(KEY, alg="ES256", protected=json.dumps({"alg": "ES256"}))
    parts = [token.serialize(compact=True)] + [
        base64.urlsafe_b64encode(d.encode()).decode().rstrip("=") for d in disclosures
    ]
    return "~".join(parts) + "~"


def opened(leaf: str, disclosures: list[str]) -> dict:
    return SDJWTVerifier(sd_jwt(leaf, disclosures), lambda issuer, header: KEY).get_verified_payload()


def main() -> None:
    entries = changed = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            disclosures = list(entry["disclosures"].values())
            payload = opened(entry["leaf"], disclosures)
            for disclosure in disclosures:
                _, name, value = json.loads(disclosure)
                assert payload[name] == value, f"{entry['entry']}: section {name} reads otherwise"
            entries += 1
            if entries > 200:
                continue
            other = disclosures[0].replace('"A"', '"X"', 1)
            assert other != disclosures[0], "nothing was changed"
            try:
                shown = opened(entry["leaf"], [other])
                refused = "X" not in shown
            except Exception:  # the package raises plain exceptions
                refused = True
            assert refused, f"{entry['entry']}: a changed disclosure was opened"
            changed += 1
    assert entries > 0, "no entry was exported"
    print(f"sd-jwt opened the disclosures of {entries} entries and refused {changed} changed ones")


main()
