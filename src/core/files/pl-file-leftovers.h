/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is written to until it is whole, and what a crash leaves of that. Private to this folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): a name that nothing else has. */
char     *pl_file_leftovers_make_name (void);
/* Such a name: whoever sweeps takes it away some day. */
gboolean  pl_file_leftovers_has_name  (const char    *name);
/* As long as stream is open nobody takes it for a leftover. */
void      pl_file_leftovers_hold      (GOutputStream *stream);
/* Takes away what nobody writes any more. */
void      pl_file_leftovers_sweep     (const char    *folder);

G_END_DECLS
