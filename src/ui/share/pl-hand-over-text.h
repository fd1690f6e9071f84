/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is handed over outside Payroc, and what is said of it: pure functions. */
#pragma once

#include "core/links/pl-hand-over.h"
#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* template: with {amount} {reference} {expires} {link}; a name is not known. The address is in it in any case.
 * (transfer full) */
char       *pl_hand_over_text_message (PayrocLink    *link,
                                       const char    *template,
                                       const GDate   *today);
/* RFC 6068. (transfer full) */
char       *pl_hand_over_text_mailto  (const char    *subject,
                                       const char    *body);
/* A button for the merchant's own page, of the address and the label only: nothing in either can become anything else.
 * (transfer full) */
char       *pl_hand_over_text_button  (PayrocLink    *link);
/* "Copied with a text" */
const char *pl_hand_over_text_way     (PlHandOverWay  way);

G_END_DECLS
