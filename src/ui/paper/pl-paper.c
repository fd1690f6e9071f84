/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything is drawn in points by the same code on the screen, on a printer and into a file. Text shrinks until it
 * fits; the code never does below what a phone reads. */
#include "config.h"

#include "pl-paper.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "pl-paper-text.h"
#include "ui/parts/pl-bidi.h"

#define MILLIMETRE (72 / 25.4)
/* Printers leave up to 6 mm of the edge white. */
#define MARGIN     (12 * MILLIMETRE)
/* Phones read 0.33 mm from a hand's breadth; ink runs. */
#define MODULE_MIN (0.4 * MILLIMETRE)
#define TEXT_MIN   6.0
#define TEXT_LEAST .024 /* of the height of all texts */
#define SHRINK     0.94

#define CARD_COLUMNS 2
#define CARD_ROWS    5

typedef enum
{
  PART_MARK,
  PART_WORDS,
  PART_AMOUNT,
  PART_DESCRIPTION,
  PART_REFERENCE,
  PART_EXPIRY,
} Part;

#define N_PARTS (PART_EXPIRY + 1)

struct _PlPaper
{
  GObject           parent_instance;

  PlQrCode         *code;           /* (owned) */
  char             *texts[N_PARTS]; /* (owned) (nullable) */
  GtkTextDirection  direction;
};

G_DEFINE_FINAL_TYPE (PlPaper, pl_paper, G_TYPE_OBJECT)

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Area;

/* As shares of the height that all the text has. */
static const struct
{
  PangoWeight weight;
  double      size;
  double      room;
} styles[N_PARTS] = {
  [PART_MARK] = { PANGO_WEIGHT_HEAVY, .09, .10 },
  [PART_WORDS] = { PANGO_WEIGHT_SEMIBOLD, .13, .20 },
  [PART_AMOUNT] = { PANGO_WEIGHT_BOLD, .24, .26 },
  [PART_DESCRIPTION] = { PANGO_WEIGHT_NORMAL, .10, .20 },
  [PART_REFERENCE] = { PANGO_WEIGHT_NORMAL, .07, .12 },
  [PART_EXPIRY] = { PANGO_WEIGHT_NORMAL, .07, .12 },
};

static PangoContext *
create_context (PlPaper *self)
{
  /* Each thread has a font map of its own. */
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_base_dir (context, self->direction == GTK_TEXT_DIR_RTL ? PANGO_DIRECTION_RTL
                                                                           : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);

  return context;
}

/* The mark takes room from everything else: it is there before there are words. */
static double
scale_texts (PlPaper *self,
             double   whole)
{
  return self->texts[PART_MARK] != NULL ? whole * .86 : whole;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

/* As large as it may be and still have room; what does not fit at the smallest size ends in "…". */
static PangoLayout *
fit_text (PangoContext   *context,
          const char     *text,
          Part            part,
          double          width,
          double          height,
          PangoAlignment  alignment)
{
  PangoLayout          *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");
  const double          room = height * styles[part].room;
  /* From where one stands before a poster, smaller letters are none. */
  const double          smallest = MAX (TEXT_MIN, height * TEXT_LEAST);
  double                size = height * styles[part].size;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, alignment);
  pango_font_description_set_weight (font, styles[part].weight);

  while (TRUE)
    {
      pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
      pango_layout_set_font_description (layout, font);
      if (size <= smallest || (get_height (layout) <= room
                               && (part != PART_AMOUNT || pango_layout_get_line_count (layout) == 1)))
        break;
      size = MAX (size * SHRINK, smallest);
    }

  if (get_height (layout) > room)
    {
      pango_layout_set_height (layout, (int) (room * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_font_description_free (font);

  return layout;
}

/* White on black: nobody takes it for a part of what the shop says. */
static void
draw_mark (cairo_t     *cr,
           PangoLayout *layout,
           double       x,
           double       y)
{
  PangoRectangle logical;
  double         pad;

  pango_layout_get_extents (layout, NULL, &logical);
  pad = (double) logical.height / PANGO_SCALE * .35;
  cairo_save (cr);
  cairo_rectangle (cr, x + (double) logical.x / PANGO_SCALE - pad, y, (double) logical.width / PANGO_SCALE + 2 * pad,
                   (double) logical.height / PANGO_SCALE);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/* The parts one below the other, in the middle of the area. */
static void
draw_texts (PlPaper        *self,
            cairo_t        *cr,
            PangoContext   *context,
            const Area     *area,
            guint           first,
            guint           last,
            double          whole,
            PangoAlignment  alignment)
{
  const double  size = scale_texts (self, whole);
  const double  gap = whole * .03;
  PangoLayout  *layouts[N_PARTS] = { NULL };
  double        height = 0;
  double        y;

  for (guint part = first; part <= last; part++)
    {
      if (self->texts[part] == NULL)
        continue;
      layouts[part] = fit_text (context, self->texts[part], part, area->width, size, alignment);
      height += get_height (layouts[part]) + (height > 0 ? gap : 0);
    }

  y = area->y + MAX (area->height - height, 0) / 2;
  for (guint part = first; part <= last; part++)
    {
      if (layouts[part] == NULL)
        continue;
      if (part == PART_MARK)
        {
          draw_mark (cr, layouts[part], area->x, y);
        }
      else
        {
          cairo_move_to (cr, area->x, y);
          pango_cairo_show_layout (cr, layouts[part]);
        }
      y += get_height (layouts[part]) + gap;
      g_object_unref (layouts[part]);
    }
}

static void
add_run (int      column,
         int      row,
         int      length,
         gpointer user_data)
{
  cairo_rectangle (user_data, column, row, length, 1);
}

/* In one path: neighbours that are filled one after the other show a grey seam between them. */
static void
draw_code (PlPaper *self,
           cairo_t *cr,
           double   x,
           double   y,
           double   side)
{
  const double module = side / pl_qr_code_get_n_modules (self->code);

  cairo_save (cr);
  cairo_translate (cr, x + PL_QR_QUIET_ZONE * module, y + PL_QR_QUIET_ZONE * module);
  cairo_scale (cr, module, module);
  pl_qr_code_foreach_run (self->code, add_run, cr);
  cairo_restore (cr);
  cairo_fill (cr);
}

/* The words above the code, the rest below it. */
static double
get_tall_side (const Area *area)
{
  return MIN (area->width, area->height * .5);
}

static void
draw_tall (PlPaper      *self,
           cairo_t      *cr,
           PangoContext *context,
           const Area   *area)
{
  const double side = get_tall_side (area);
  const double whole = area->height - side;
  const Area   above = { area->x, area->y, area->width, whole * (self->texts[PART_MARK] != NULL ? .36 : .25) };
  const Area   below = { area->x, area->y + above.height + side, area->width, whole - above.height };

  draw_texts (self, cr, context, &above, PART_MARK, PART_WORDS, whole, PANGO_ALIGN_CENTER);
  draw_code (self, cr, area->x + (area->width - side) / 2, above.y + above.height, side);
  draw_texts (self, cr, context, &below, PART_AMOUNT, PART_EXPIRY, whole, PANGO_ALIGN_CENTER);
}

/* The code where reading begins, the text beside it. */
static double
get_wide_side (const Area *area)
{
  return MIN (area->height, area->width * .52);
}

static void
draw_wide (PlPaper      *self,
           cairo_t      *cr,
           PangoContext *context,
           const Area   *area)
{
  const double   side = get_wide_side (area);
  const gboolean mirrored = self->direction == GTK_TEXT_DIR_RTL;
  const double   code_x = mirrored ? area->x + area->width - side : area->x;
  const Area     texts = { mirrored ? area->x : area->x + side, area->y, area->width - side, area->height };

  draw_code (self, cr, code_x, area->y + (area->height - side) / 2, side);
  draw_texts (self, cr, context, &texts, PART_MARK, PART_EXPIRY, area->height, PANGO_ALIGN_LEFT);
}

static void
get_poster (double  width,
            double  height,
            Area   *area)
{
  *area = (Area) { MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN };
}

static void
get_tent (double  width,
          double  height,
          Area   *area)
{
  *area = (Area) { MARGIN, height / 2 + MARGIN, width - 2 * MARGIN, height / 2 - 2 * MARGIN };
}

/* Business cards as the country has them: 85 × 55 mm, and 3½ × 2 inches on a paper that is as wide as Letter. */
static void
get_card (double  width,
          double  height,
          Area   *area)
{
  const gboolean american = width > 211 * MILLIMETRE;

  area->width = american ? 3.5 * 72 : 85 * MILLIMETRE;
  area->height = american ? 2 * 72 : 55 * MILLIMETRE;
  area->x = (width - CARD_COLUMNS * area->width) / 2;
  area->y = (height - CARD_ROWS * area->height) / 2;
}

static void
set_thin_line (cairo_t *cr)
{
  cairo_set_source_rgb (cr, .6, .6, .6);
  cairo_set_line_width (cr, .5);
}

static void
draw_tent (PlPaper      *self,
           cairo_t      *cr,
           PangoContext *context,
           double        width,
           double        height)
{
  static const double dashes[] = { 4, 4 };
  Area                area;

  get_tent (width, height, &area);
  draw_wide (self, cr, context, &area);

  cairo_save (cr);
  cairo_translate (cr, width, height);
  cairo_rotate (cr, G_PI);
  draw_wide (self, cr, context, &area);
  cairo_restore (cr);

  cairo_save (cr);
  set_thin_line (cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, 0, height / 2);
  cairo_line_to (cr, width, height / 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_cards (PlPaper      *self,
            cairo_t      *cr,
            PangoContext *context,
            double        width,
            double        height)
{
  const double inset = 3 * MILLIMETRE;
  Area         card;

  get_card (width, height, &card);
  for (int i = 0; i < CARD_COLUMNS * CARD_ROWS; i++)
    {
      const double x = card.x + i % CARD_COLUMNS * card.width;
      const double y = card.y + i / CARD_COLUMNS * card.height;
      const Area   inner = { x + inset, y + inset, card.width - 2 * inset, card.height - 2 * inset };

      draw_wide (self, cr, context, &inner);
      cairo_save (cr);
      set_thin_line (cr);
      cairo_rectangle (cr, x, y, card.width, card.height);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
pl_paper_finalize (GObject *object)
{
  PlPaper *self = PL_PAPER (object);

  g_clear_object (&self->code);
  for (guint i = 0; i < N_PARTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (pl_paper_parent_class)->finalize (object);
}

static void
pl_paper_class_init (PlPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_paper_finalize;
}

static void
pl_paper_init (PlPaper *self)
{
}

PlPaper *
pl_paper_new (PayrocLink       *link,
              PlAccountKind     kind,
              const char       *words,
              GtkTextDirection  direction)
{
  PlPaper             *self;
  g_autoptr (PlQrCode) code = NULL;
  const char          *address;
  const char          *description;

  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  address = payroc_link_get_payment_url (link);
  description = payroc_link_get_description (link);
  if (address == NULL || payroc_link_has_unsafe_address (link))
    return NULL;
  code = pl_qr_code_new (address);
  if (code == NULL)
    return NULL;

  self = g_object_new (PL_TYPE_PAPER, NULL);
  self->code = g_steal_pointer (&code);
  self->direction = direction;
  self->texts[PART_MARK] = pl_paper_text_mark (kind);
  self->texts[PART_WORDS] = words != NULL && *words != '\0' ? pl_bidi_isolate (words) : NULL;
  self->texts[PART_AMOUNT] = pl_paper_text_amount (link);
  self->texts[PART_DESCRIPTION] = description != NULL && *description != '\0' ? pl_bidi_isolate (description) : NULL;
  self->texts[PART_REFERENCE] = pl_paper_text_reference (link);
  self->texts[PART_EXPIRY] = pl_paper_text_expiry (link);

  return self;
}

char *
pl_paper_describe (PlPaper *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (PL_IS_PAPER (self), NULL);

  for (guint i = 0; i < N_PARTS; i++)
    {
      if (self->texts[i] != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", self->texts[i]);
    }

  return g_strdup (text->str);
}

gboolean
pl_paper_fits (PlPaper       *self,
               PlPaperLayout  layout,
               double         width,
               double         height)
{
  const double inset = 3 * MILLIMETRE;
  Area         area;
  double       side;

  g_return_val_if_fail (PL_IS_PAPER (self), FALSE);

  switch (layout)
    {
    case PL_PAPER_POSTER:
      get_poster (width, height, &area);
      side = get_tall_side (&area);
      break;
    case PL_PAPER_TENT:
      get_tent (width, height, &area);
      side = get_wide_side (&area);
      break;
    case PL_PAPER_CARDS:
    default:
      get_card (width, height, &area);
      area.width -= 2 * inset;
      area.height -= 2 * inset;
      side = area.x >= 0 && area.y >= 0 ? get_wide_side (&area) : 0;
      break;
    }

  return side / pl_qr_code_get_n_modules (self->code) >= MODULE_MIN;
}

void
pl_paper_draw (PlPaper       *self,
               PlPaperLayout  layout,
               cairo_t       *cr,
               double         width,
               double         height)
{
  PangoContext *context;
  Area          area;

  g_return_if_fail (PL_IS_PAPER (self));

  context = create_context (self);
  cairo_set_source_rgb (cr, 0, 0, 0);
  switch (layout)
    {
    case PL_PAPER_POSTER:
      get_poster (width, height, &area);
      draw_tall (self, cr, context, &area);
      break;
    case PL_PAPER_TENT:
      draw_tent (self, cr, context, width, height);
      break;
    case PL_PAPER_CARDS:
    default:
      draw_cards (self, cr, context, width, height);
      break;
    }
  g_object_unref (context);
}

GBytes *
pl_paper_to_pdf (PlPaper        *self,
                 PlPaperLayout   layout,
                 double          width,
                 double          height,
                 GError        **error)
{
  g_autoptr (GByteArray)  bytes = g_byte_array_new ();
  cairo_surface_t        *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, width, height);
  cairo_t                *cr = cairo_create (surface);
  cairo_status_t          status;

  g_return_val_if_fail (PL_IS_PAPER (self), NULL);

  pl_paper_draw (self, layout, cr, width, height);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
