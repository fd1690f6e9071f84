/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a dozen widgets costs a dozen styles, sizes and accessible objects, and GTK makes 205 rows before anybody
 * scrolls: so rows paint themselves, with fonts and colours that are looked up once. */
#include "config.h"

#include "pl-row-look.h"

#include <adwaita.h>

#include "ui/parts/pl-format.h"
#include "ui/parts/pl-style-color.h"

#define LINES        3
#define LINE_SPACING 3
#define SPACING      6
#define ICON_SIZE    16 /* pixels; more beside large text */
#define MIN_CHARS    6
#define N_STATUSES   (PAYROC_LINK_STATUS_DECLINED + 1)

/* libadwaita's classes "heading", "caption-heading" and "caption" are these, and a layout has no class. */
#define CAPTION_SCALE 0.82

typedef enum
{
  FONT_AMOUNT,
  FONT_STATE,
  FONT_SUBJECT,
  FONT_NOTE,
  N_FONTS,
} Font;

struct _PlRowLook
{
  GObject      parent_instance;

  GtkWidget   *view;             /* (unowned) weak: whose style the rows have */
  PangoLayout *layouts[N_FONTS]; /* (owned) one for each font, for all rows */
  guint        serial;           /* of the fonts that heights and widths are of; 0 when there are none */
  int          heights[LINES];
  int          min_width;
  int          icon_size;
  gboolean     colored;
  GdkRGBA      colors[N_STATUSES]; /* what a state is written in */
  GdkRGBA      note_color;
  GdkRGBA      alarm_color;
};

G_DEFINE_FINAL_TYPE (PlRowLook, pl_row_look, G_TYPE_OBJECT)

static PangoLayout *
create_layout (PlRowLook   *self,
               PangoWeight  weight,
               double       scale,
               const char  *features)
{
  PangoLayout   *layout = gtk_widget_create_pango_layout (self->view, NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (features != NULL)
    pango_attr_list_insert (attributes, pango_attr_font_features_new (features));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  /* A line begins where the window's language does, also one that begins with a word of another. */
  pango_layout_set_auto_dir (layout, FALSE);

  return layout;
}

static void
measure_text (PlRowLook  *self,
              Font        font,
              const char *text,
              int        *width,
              int        *height)
{
  pango_layout_set_width (self->layouts[font], -1);
  pango_layout_set_text (self->layouts[font], text, -1);
  pango_layout_get_pixel_size (self->layouts[font], width, height);
}

/* Of what any row says in the window's language; so all rows are of one height, whatever is read into them. */
static void
ensure_sizes (PlRowLook *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (self->view));
  int   states_width = 0;
  int   width, height;

  if (self->serial == serial)
    return;

  self->serial = serial;
  measure_text (self, FONT_AMOUNT, "0,00", &self->min_width, &self->heights[0]);
  self->min_width = self->min_width * MIN_CHARS / 4;
  measure_text (self, FONT_STATE, "0", NULL, &height);
  self->icon_size = MAX (ICON_SIZE, height * 9 / 10);
  self->heights[0] = MAX (self->heights[0], self->icon_size);
  self->heights[1] = self->heights[2] = 0;
  for (int status = 0; status < (int) N_STATUSES; status++)
    {
      const char *word = pl_format_status (status);

      measure_text (self, FONT_STATE, word, &width, &height);
      states_width = MAX (states_width, width);
      self->heights[0] = MAX (self->heights[0], height);
      measure_text (self, FONT_SUBJECT, word, NULL, &height);
      self->heights[1] = MAX (self->heights[1], height);
      measure_text (self, FONT_NOTE, word, NULL, &height);
      self->heights[2] = MAX (self->heights[2], height);
    }
  /* A long state is cut short before it makes the window wider, and told by the tooltip as all that is. */
  self->min_width += SPACING + self->icon_size + SPACING + MIN (states_width, self->min_width);
}

static void
ensure_colors (PlRowLook *self)
{
  /* A sheet for high contrast is what newer libadwaita warns of, and the floor's reads no conditions in one sheet. */
  const gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  if (self->colored)
    return;

  self->colored = TRUE;
  for (int status = 0; status < (int) N_STATUSES; status++)
    pl_style_color_get_for_class (self->view, pl_format_status_style (status), &self->colors[status]);
  pl_style_color_get_for_class (self->view, strong ? "link-row-note-strong" : "link-row-note", &self->note_color);
  pl_style_color_get_for_class (self->view, "state-problem", &self->alarm_color);
}

/* At the start of its room or at its end, as the window's language has it. */
static void
snapshot_text (PlRowLook     *self,
               GtkSnapshot   *snapshot,
               Font           font,
               const char    *text,
               const GdkRGBA *color,
               int            x,
               int            y,
               int            width,
               int            line_height)
{
  PangoLayout *layout = self->layouts[font];
  int          height;

  if (text == NULL || *text == '\0' || width <= 0)
    return;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* Pango turns the ends around only for layouts that look for a direction of their own. */
  pango_layout_set_alignment (layout, gtk_widget_get_direction (self->view) == GTK_TEXT_DIR_RTL ? PANGO_ALIGN_RIGHT
                                                                                                : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) (y + (line_height - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_icon (PlRowLook        *self,
               GtkSnapshot      *snapshot,
               PayrocLinkStatus  status,
               int               x,
               int               y)
{
  GtkIconTheme                 *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (self->view));
  g_autoptr (GtkIconPaintable)  icon = NULL;

  icon = gtk_icon_theme_lookup_icon (theme, pl_format_status_icon (status), NULL, self->icon_size,
                                     gtk_widget_get_scale_factor (self->view),
                                     gtk_widget_get_direction (self->view), 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, self->icon_size, self->icon_size,
                                            &self->colors[status], 1);
  gtk_snapshot_restore (snapshot);
}

/* What stands at the end of a line has its width first; the start has the rest, but never nothing. */
static int
get_end_width (PlRowLook  *self,
               Font        font,
               const char *text,
               int         width)
{
  int natural = 0;

  if (text != NULL && *text != '\0')
    measure_text (self, font, text, &natural, NULL);

  return MIN (natural, width * 2 / 3);
}

/* Beside the reference, in what it leaves or else in half of the line: who it is says more than the end of a
 * description, but not more than what a search found. Where hardly a name fits, there is none. */
static int
get_person_width (PlRowLook       *self,
                  const PlRowText *text,
                  int              width)
{
  int natural, subject, room;

  if (text->person == NULL)
    return 0;

  measure_text (self, FONT_NOTE, text->person, &natural, NULL);
  measure_text (self, FONT_SUBJECT, text->subject != NULL ? text->subject : "", &subject, NULL);
  room = (text->is_explained ? width - subject : MAX (width - subject, width / 2)) - 2 * SPACING;

  return natural <= room || room >= self->min_width / 2 ? MIN (natural, room) : 0;
}

static void
style_cb (PlRowLook *self)
{
  pl_row_look_forget_colors (self);
  if (self->view == NULL)
    return;

  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      gtk_widget_queue_draw (row != NULL ? row : item);
    }
}

static void
pl_row_look_finalize (GObject *object)
{
  PlRowLook *self = PL_ROW_LOOK (object);

  g_clear_weak_pointer (&self->view);
  for (guint i = 0; i < N_FONTS; i++)
    g_object_unref (self->layouts[i]);

  G_OBJECT_CLASS (pl_row_look_parent_class)->finalize (object);
}

static void
pl_row_look_class_init (PlRowLookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_row_look_finalize;
}

static void
pl_row_look_init (PlRowLook *self)
{
}

PlRowLook *
pl_row_look_new (GtkWidget *view)
{
  PlRowLook *self;

  g_return_val_if_fail (GTK_IS_WIDGET (view), NULL);

  self = g_object_new (PL_TYPE_ROW_LOOK, NULL);
  g_set_weak_pointer (&self->view, view);
  /* What a class makes of a colour may change where the text's own colour stays. */
  g_signal_connect_object (adw_style_manager_get_for_display (gtk_widget_get_display (view)), "notify",
                           G_CALLBACK (style_cb), self, G_CONNECT_SWAPPED);
  self->layouts[FONT_AMOUNT] = create_layout (self, PANGO_WEIGHT_BOLD, 1, "tnum=1");
  self->layouts[FONT_STATE] = create_layout (self, PANGO_WEIGHT_BOLD, CAPTION_SCALE, NULL);
  self->layouts[FONT_SUBJECT] = create_layout (self, PANGO_WEIGHT_NORMAL, 1, NULL);
  self->layouts[FONT_NOTE] = create_layout (self, PANGO_WEIGHT_NORMAL, CAPTION_SCALE, NULL);

  return self;
}

void
pl_row_look_forget_colors (PlRowLook *self)
{
  g_return_if_fail (PL_IS_ROW_LOOK (self));

  self->colored = FALSE;
}

int
pl_row_look_get_height (PlRowLook *self)
{
  g_return_val_if_fail (PL_IS_ROW_LOOK (self), 0);

  ensure_sizes (self);

  return self->heights[0] + LINE_SPACING + self->heights[1] + LINE_SPACING + self->heights[2];
}

int
pl_row_look_get_min_width (PlRowLook *self)
{
  g_return_val_if_fail (PL_IS_ROW_LOOK (self), 0);

  ensure_sizes (self);

  return self->min_width;
}

gboolean
pl_row_look_fits (PlRowLook       *self,
                  const PlRowText *text,
                  int              width)
{
  const char *end = text->alarm != NULL ? text->alarm : text->count;
  int amount = 0, state = 0, subject = 0, person = 0, note = 0, count = 0;

  g_return_val_if_fail (PL_IS_ROW_LOOK (self), TRUE);
  g_return_val_if_fail (text != NULL && text->status < N_STATUSES, TRUE);

  if (text->amount == NULL || self->view == NULL)
    return TRUE;

  measure_text (self, FONT_AMOUNT, text->amount, &amount, NULL);
  measure_text (self, FONT_STATE, pl_format_status (text->status), &state, NULL);
  if (text->subject != NULL)
    measure_text (self, FONT_SUBJECT, text->subject, &subject, NULL);
  if (text->person != NULL)
    measure_text (self, FONT_NOTE, text->person, &person, NULL);
  if (text->note != NULL)
    measure_text (self, FONT_NOTE, text->note, &note, NULL);
  if (end != NULL && *end != '\0')
    measure_text (self, FONT_NOTE, end, &count, NULL);

  return amount + SPACING + self->icon_size + SPACING + state <= width &&
         subject + (person > 0 ? 2 * SPACING : 0) + person <= width &&
         note + (count > 0 ? 2 * SPACING : 0) + count <= width;
}

void
pl_row_look_snapshot (PlRowLook       *self,
                      GtkSnapshot     *snapshot,
                      const PlRowText *text,
                      const GdkRGBA   *color,
                      int              x,
                      int              width)
{
  gboolean       rtl;
  const char    *state;
  const GdkRGBA *state_color;
  const char    *end;
  int            end_width, start_width;
  int            y = 0;

  g_return_if_fail (PL_IS_ROW_LOOK (self));
  g_return_if_fail (text != NULL && text->status < N_STATUSES);

  ensure_sizes (self);
  ensure_colors (self);
  rtl = gtk_widget_get_direction (self->view) == GTK_TEXT_DIR_RTL;
  state = pl_format_status (text->status);
  state_color = &self->colors[text->status];

  end_width = get_end_width (self, FONT_STATE, state, width);
  start_width = width - end_width - SPACING - self->icon_size - SPACING;
  snapshot_text (self, snapshot, FONT_AMOUNT, text->amount, color,
                 rtl ? x + width - start_width : x, y, start_width, self->heights[0]);
  snapshot_text (self, snapshot, FONT_STATE, state, state_color,
                 rtl ? x : x + width - end_width, y, end_width, self->heights[0]);
  snapshot_icon (self, snapshot, text->status, rtl ? x + end_width + SPACING : x + start_width + SPACING,
                 y + (self->heights[0] - self->icon_size) / 2);

  y += self->heights[0] + LINE_SPACING;
  end_width = get_person_width (self, text, width);
  start_width = width - end_width - (end_width > 0 ? 2 * SPACING : 0);
  snapshot_text (self, snapshot, FONT_SUBJECT, text->subject, color,
                 rtl ? x + width - start_width : x, y, start_width, self->heights[1]);
  snapshot_text (self, snapshot, FONT_NOTE, text->person, &self->note_color,
                 rtl ? x : x + width - end_width, y, end_width, self->heights[1]);

  y += self->heights[1] + LINE_SPACING;
  end = text->alarm != NULL ? text->alarm : text->count;
  end_width = get_end_width (self, FONT_NOTE, end, width);
  start_width = width - end_width - (end_width > 0 ? 2 * SPACING : 0);
  snapshot_text (self, snapshot, FONT_NOTE, text->note, &self->note_color,
                 rtl ? x + width - start_width : x, y, start_width, self->heights[2]);
  snapshot_text (self, snapshot, FONT_NOTE, end, text->alarm != NULL ? &self->alarm_color : &self->note_color,
                 rtl ? x : x + width - end_width, y, end_width, self->heights[2]);
}
