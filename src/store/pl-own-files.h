/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files are Paylinks' own, so that nothing else is ever written over them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean pl_own_files_has (const char *path);

G_END_DECLS
