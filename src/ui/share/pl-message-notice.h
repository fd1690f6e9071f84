/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer with two mails must know which link to pay: the first words of the second say so. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "This link replaces the one sent to you before …", then text; once, also when text says so. (transfer full) */
char *pl_message_notice_add  (const char *text);
/* What is kept for other mails: text without that. (transfer full) */
char *pl_message_notice_drop (const char *text);

G_END_DECLS
