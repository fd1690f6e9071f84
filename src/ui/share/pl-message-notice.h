/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer with two mails must know which link to pay: the first words of the second say so. */
#pragma once

#include "payroc/sharing/payroc-share.h"

G_BEGIN_DECLS

/* "This link replaces the one sent to you before …", then text; once, also when text says so. (transfer full) */
char        *pl_message_notice_add          (const char *text);
/* What is kept for other mails: text without that. (transfer full) */
char        *pl_message_notice_drop         (const char *text);

/* To those who hold an address that ends: the usual message, and that. people: of PayrocRecipient. (transfer full) */
PayrocShare *pl_message_notice_create_share (GListModel *people);

G_END_DECLS
