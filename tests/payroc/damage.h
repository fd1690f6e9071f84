/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random damage to documents. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void damage_bytes   (GRand      *random,
                     GByteArray *bytes);
/* Well formed before, well formed after. */
void damage_a_value (GRand      *random,
                     GByteArray *bytes);

G_END_DECLS
