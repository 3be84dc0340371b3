/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef XCHG_COPENSSL_SHIM_H
#define XCHG_COPENSSL_SHIM_H
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/crypto.h>
#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <openssl/err.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#endif
