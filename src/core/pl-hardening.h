/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process that holds API keys does before it holds any. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pl_hardening_start (void);

G_END_DECLS
