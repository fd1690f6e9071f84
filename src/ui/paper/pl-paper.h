/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link looks like on paper: a poster, a table tent, a sheet of cards. Immutable, and drawn by any thread. */
#pragma once

#include <gtk/gtk.h>

#include "core/pl-account.h"
#include "payroc/links/payroc-link.h"
#include "ui/qr/pl-qr-code.h"

G_BEGIN_DECLS

typedef enum
{
  PL_PAPER_POSTER,
  PL_PAPER_TENT,  /* folded in the middle it stands, and is read from both sides */
  PL_PAPER_CARDS, /* to be cut */
} PlPaperLayout;

#define PL_TYPE_PAPER (pl_paper_get_type ())
G_DECLARE_FINAL_TYPE (PlPaper, pl_paper, PL, PAPER, GObject)

/* kind: what is not the real thing says so in black. words: the shop's, above the code. (nullable): NULL when the link
 * has no address that can be handed out, or one that is too long for a QR code. */
PlPaper    *pl_paper_new         (PayrocLink       *link,
                                  PlAccountKind     kind,
                                  const char       *words,
                                  GtkTextDirection  direction);
/* For who cannot see it: all that stands on it. (transfer full) */
char       *pl_paper_describe    (PlPaper          *self);

/* Sizes of the page in points, 1/72 inch. */
/* Whether a phone reads the code: its modules are large enough. */
gboolean    pl_paper_fits        (PlPaper          *self,
                                  PlPaperLayout     layout,
                                  double            width,
                                  double            height);
void        pl_paper_draw        (PlPaper          *self,
                                  PlPaperLayout     layout,
                                  cairo_t          *cr,
                                  double            width,
                                  double            height);
GBytes     *pl_paper_to_pdf      (PlPaper          *self,
                                  PlPaperLayout     layout,
                                  double            width,
                                  double            height,
                                  GError          **error);

G_END_DECLS
