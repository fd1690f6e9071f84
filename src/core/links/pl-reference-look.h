/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When two references are the same to a person, though they are two to a computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): the same for texts that look the same. */
char *pl_reference_look (const char *reference);
/* (transfer full): the same also for those that differ by capital letters. */
char *pl_reference_fold (const char *reference);

G_END_DECLS
