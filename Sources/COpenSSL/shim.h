/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef XCHG_COPENSSL_SHIM_H
#define XCHG_COPENSSL_SHIM_H
#include <openssl/evp.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/crypto.h>
#endif
