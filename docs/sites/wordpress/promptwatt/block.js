// The block in the editor: the frame as it will be, and its two choices beside it.
( ( { blocks, blockEditor, components, element, serverSideRender } ) => {
	const el = element.createElement;
	const option = ( value, label ) => ( { value, label } );
	const views = [ option( 'badge', 'Badge' ), option( 'compact', 'Compact' ), option( 'full', 'Full' ) ];
	const languages = [
		option( '', 'As the site' ),
		option( 'en', 'English' ),
		option( 'ar', 'العربية' ),
		option( 'fr', 'Français' ),
		option( 'es', 'Español' ),
	];
	const choice = ( props, name, label, options ) =>
		el( components.SelectControl, {
			label,
			options,
			value: props.attributes[ name ],
			onChange: ( value ) => props.setAttributes( { [ name ]: value } ),
		} );
	blocks.registerBlockType( 'promptwatt/frame', {
		edit: ( props ) =>
			el(
				'div',
				blockEditor.useBlockProps(),
				el(
					blockEditor.InspectorControls,
					null,
					el(
						components.PanelBody,
						{ title: 'Promptwatt' },
						choice( props, 'view', 'View', views ),
						choice( props, 'lang', 'Language', languages )
					)
				),
				el( serverSideRender, { block: 'promptwatt/frame', attributes: props.attributes } )
			),
		save: () => null,
	} );
} )( window.wp );
