/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message that goes with a link: the words in braces mean the same as in the window. */
#pragma once

#include "core/import/pl-import.h"
#include "payroc/links/payroc-link-draft.h"
#include "payroc/sharing/payroc-share.h"
#include "pl-cli-options.h"

G_BEGIN_DECLS

/* Writes the message of options, or the window's usual one, into share. One of link and draft is NULL. */
gboolean pl_cli_message_fill (const PlCliOptions  *options,
                              PayrocShare         *share,
                              PayrocLink          *link,
                              PayrocLinkDraft     *draft,
                              GError             **error);

/* The same of a table: for rows without a message of their own. */
gboolean pl_cli_message_set  (const PlCliOptions  *options,
                              PlImport            *import,
                              GError             **error);

G_END_DECLS
