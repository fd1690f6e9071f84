/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a link that has a reference already: a pure function. */
#pragma once

#include "core/links/pl-link-taken.h"

G_BEGIN_DECLS

/* (transfer full): "A paid link has this reference already: $10.00" */
char *pl_taken_text (const PlLinkTaken *taken);

G_END_DECLS
