/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef XCHG_CLIBXML2_SHIM_H
#define XCHG_CLIBXML2_SHIM_H
/* ICU types of libxml2 clash with those of Foundation in debug builds: leave them out. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlerror.h>
#endif
