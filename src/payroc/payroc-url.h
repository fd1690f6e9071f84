/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses may be opened at all, and which lead back to this computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL unless everybody reads it the same way. */
GUri     *payroc_url_parse          (const char *url);
/* TRUE for https anywhere and http on 127.0.0.0/8, ::1, localhost. Used for every address we open. */
gboolean  payroc_url_is_safe        (const char *url);
/* TRUE where a browser would end up on its own computer, however that is spelled. */
gboolean  payroc_url_is_home        (const char *url);

/* Whether one connection serves both; FALSE for what is no address. */
gboolean  payroc_url_is_same_server (const char *a,
                                     const char *b);

G_END_DECLS
