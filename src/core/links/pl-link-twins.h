/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored links whose references are those of some others, whatever their capitals and blanks. Worker only. */
#pragma once

#include "store/pl-connection.h"

G_BEGIN_DECLS

typedef struct _PlLinkTwins PlLinkTwins;

PlLinkTwins *pl_link_twins_find (PlConnection       *connection,
                                 const char         *account,
                                 const char *const  *references,
                                 gsize               n,
                                 GError            **error);
void         pl_link_twins_free (PlLinkTwins        *self);
/* (transfer none) (nullable) (element-type gint64): rows of links, the newest first */
GArray      *pl_link_twins_get  (PlLinkTwins        *self,
                                 const char         *reference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkTwins, pl_link_twins_free)

G_END_DECLS
