/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in braces of a message that goes out with many links. */
#pragma once

#include "core/bulk/pl-bulk-request.h"

G_BEGIN_DECLS

/* Lets the mails say that text, the words in braces replaced in each. {name} makes it a mail for each person. */
void pl_bulk_message_set (PlBulkRequest  *request,
                          const char  *text,
                          const GDate *today);

G_END_DECLS
