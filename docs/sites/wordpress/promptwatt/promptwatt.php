<?php
/**
 * Plugin Name: Promptwatt
 * Description: What a prompt costs, in tokens, energy, carbon and water: a block and a shortcode that print a frame.
 * Version: {{version}}
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 */

defined( 'ABSPATH' ) || exit;

const PROMPTWATT_ADDRESS   = '{{address}}v1/embed/';
const PROMPTWATT_LANGUAGES = array( 'en', 'ar', 'fr', 'es' );
// Each view, and the height that its frame needs, in CSS pixels.
const PROMPTWATT_HEIGHTS = array(
	'badge'   => 44,
	'compact' => 340,
	'full'    => 900,
);

/**
 * The frame. What is not one of ours falls back: a page is never broken by an attribute.
 *
 * @param array|string $chosen View and language.
 */
function promptwatt_frame( $chosen ) {
	$chosen   = is_array( $chosen ) ? $chosen : array();
	$view     = isset( $chosen['view'] ) && isset( PROMPTWATT_HEIGHTS[ $chosen['view'] ] ) ? $chosen['view'] : 'compact';
	$language = empty( $chosen['lang'] ) ? substr( get_locale(), 0, 2 ) : $chosen['lang'];
	if ( ! in_array( $language, PROMPTWATT_LANGUAGES, true ) ) {
		$language = 'en';
	}
	return sprintf(
		'<iframe src="%s" title="Promptwatt" loading="lazy" width="100%%" height="%d" style="border:0" allow="clipboard-write" sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>',
		esc_url( PROMPTWATT_ADDRESS . $language . '/' . $view . '/' ),
		PROMPTWATT_HEIGHTS[ $view ]
	);
}

add_action(
	'init',
	function () {
		add_shortcode( 'promptwatt', 'promptwatt_frame' );
		register_block_type( __DIR__, array( 'render_callback' => 'promptwatt_frame' ) );
	}
);
