/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quiet settings of the application: sizes and habits, never a customer or a key. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL where the schema is not installed (run from a build folder); defaults serve then. */
GSettings *pl_settings_open (void);

G_END_DECLS
